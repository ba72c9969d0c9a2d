package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A night that notifies listeners of its end, published or not. They are called one after the other, after all locks
 * were released, and cannot change the outcome: the failure of a listener is a notice.
 */
public final class WatchedNight implements NightlyRun {
    private final NightlyRun night;
    private final Clock clock;
    private final List<AttemptListener> listeners;
    private final List<String> unannounced = new ArrayList<>();

    public WatchedNight(NightlyRun night, Clock clock, List<AttemptListener> listeners) {
        this.night = night;
        this.clock = clock;
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress) {
        Instant started = clock.instant();
        Steps steps = new Steps(progress, (step, took) -> announce(job, businessDate, step, took));
        RunReport report;
        announce(job, businessDate, started);
        try {
            report = night.run(job, businessDate, options, steps);
        } catch (RuntimeException | Error thrown) {
            Optional<Failure> failure = Optional.of(Failures.of(thrown));
            announce(new EndedAttempt(
                            job, businessDate, started, clock.instant(), steps.finished, Optional.empty(), failure))
                    .forEach(progress::message);
            throw thrown;
        }
        return report.noticing(announce(new EndedAttempt(
                job, businessDate, started, clock.instant(), report.steps(), Optional.of(report), Optional.empty())));
    }

    /** A failure here is reported at the end. */
    private void announce(JobFile job, LocalDate businessDate, Instant started) {
        for (AttemptListener listener : listeners) {
            try {
                listener.begins(job, businessDate, started);
            } catch (RuntimeException | Error unexpected) {
                unannounced.add("Cannot notify others that the night begins: "
                        + unexpected.getClass().getSimpleName());
            }
        }
    }

    /** As the beginning; the night waits for no other notifications. */
    private void announce(JobFile job, LocalDate businessDate, String stage, Duration took) {
        for (AttemptListener listener : listeners) {
            try {
                listener.stageEnded(job, businessDate, stage, took, clock.instant());
            } catch (RuntimeException | Error unexpected) {
                unannounced.add("Cannot report to others that a stage has ended: "
                        + unexpected.getClass().getSimpleName());
            }
        }
    }

    /** An interrupt that ended the night must not prevent its notifications. */
    private List<String> announce(EndedAttempt attempt) {
        boolean interrupted = Thread.interrupted();
        List<String> notices = new ArrayList<>(unannounced);
        unannounced.clear();
        for (AttemptListener listener : listeners) {
            try {
                notices.addAll(listener.ended(attempt));
            } catch (RuntimeException | Error unexpected) {
                notices.add("Cannot notify others of how the night ended: "
                        + unexpected.getClass().getSimpleName());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return notices;
    }

    /** Collects finished steps, and passes progress on. */
    private static final class Steps implements Progress {
        private final Progress shown;
        private final BiConsumer<String, Duration> ended;
        private final List<RunReport.Step> finished = new ArrayList<>();

        Steps(Progress shown, BiConsumer<String, Duration> ended) {
            this.shown = shown;
            this.ended = ended;
        }

        @Override
        public void identified(String runId) {
            shown.identified(runId);
        }

        @Override
        public void stepStarted(String step) {
            shown.stepStarted(step);
        }

        @Override
        public void advanced(String step, long done, long total, String unit) {
            shown.advanced(step, done, total, unit);
        }

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {
            finished.add(new RunReport.Step(step, counts, took));
            ended.accept(step, took);
            shown.stepFinished(step, counts, took);
        }

        @Override
        public void message(String text) {
            shown.message(text);
        }
    }
}
