package io.crumbless.cli.command;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Injects a fault into a night when a stage begins. */
final class TestingFault {
    /** The fault. */
    interface Strike {
        void strike() throws Exception;
    }

    private final List<String> stages = new ArrayList<>();
    private final int at;
    private final Strike strike;

    /** @param at the stage, from 0; -1 for none */
    TestingFault(int at, Strike strike) {
        this.at = at;
        this.strike = strike;
    }

    /** The stages that began. */
    List<String> stages() {
        return stages;
    }

    /** The program with this fault in its nights. */
    TestingCli in(Path folder, Clock clock) {
        return new TestingCli(
                folder,
                new Parts(
                        () -> (job, date, options, progress) -> new LocalNight(clock, 2, new NightReportPage())
                                .run(job, date, options, new Striking(progress)),
                        () -> new PublishedAudit(2),
                        TestingParts::none),
                clock);
    }

    private final class Striking implements Progress {
        private final Progress shown;

        Striking(Progress shown) {
            this.shown = shown;
        }

        @Override
        public void stepStarted(String step) {
            stages.add(step);
            if (stages.size() - 1 == at) {
                try {
                    strike.strike();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            shown.stepStarted(step);
        }

        @Override
        public void advanced(String step, long done, long total, String unit) {
            shown.advanced(step, done, total, unit);
        }

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {
            shown.stepFinished(step, counts, took);
        }

        @Override
        public void message(String text) {
            shown.message(text);
        }
    }
}
