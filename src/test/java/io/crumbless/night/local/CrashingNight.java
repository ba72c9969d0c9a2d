package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.RunOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A night in a separate process that prints its current phase and waits in the phase in which it is to be killed, so
 * that the kill hits that phase reliably, at a random moment.
 */
public final class CrashingNight {
    /** Before the first step: the deliveries are found, counted and hashed. */
    static final String INTAKE = "intake";

    /** After the last step: old snapshots and unfinished work are deleted. */
    static final String TIDY = "tidy";

    private static final Duration LONGEST_WAIT_FOR_DEATH = Duration.ofMinutes(10);

    private CrashingNight() {}

    /**
     * Runs a night and kills it, as {@code kill -9} does, in one of its phases.
     *
     * @param afterMillis how long after the phase began; it ends no sooner
     * @return false if the night never came to that phase
     */
    static boolean killedIn(String phase, Path job, LocalDate night, long afterMillis)
            throws IOException, InterruptedException {
        return killed(phase, phase, job, night, afterMillis);
    }

    /**
     * Runs a night and kills it after a time.
     *
     * @param afterMillis time since it began to find its deliveries
     * @return false if the night had ended by then
     */
    static boolean killedAfter(Path job, LocalDate night, long afterMillis) throws IOException, InterruptedException {
        return killed(INTAKE, "never", job, night, afterMillis);
    }

    /** @param staying the phase in which it waits to be killed */
    private static boolean killed(String phase, String staying, Path job, LocalDate night, long afterMillis)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        TestingProcess.command(CrashingNight.class, job.toString(), night.toString(), staying))
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        boolean killed = false;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals("began " + phase)) {
                    TimeUnit.MILLISECONDS.sleep(afterMillis);
                    // Not the process itself, which would close its output before it is read.
                    killed = process.toHandle().destroyForcibly();
                }
            }
        }
        int exit = process.waitFor();
        assertThat(said).as("what the night said").noneMatch(line -> line.startsWith("Exception"));
        assertThat(said).doesNotContain("left " + staying);
        // A night that does not wait may have ended just before the kill.
        assertThat(exit).as("exit of the night").isIn(killed ? 128 + 9 : 0, staying.equals(phase) ? 128 + 9 : 0);
        return killed && exit != 0;
    }

    public static void main(String[] args) {
        JobFile job = JobFile.read(Path.of(args[0]));
        Phases phases = new Phases(args[2]);
        phases.began(INTAKE);
        new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, LocalDate.parse(args[1]), RunOptions.DEFAULTS, phases);
        phases.left(TIDY);
    }

    /** Prints the beginning of each phase, and waits at the end of the last one. */
    private static final class Phases extends TestingProgress {
        private final String last;

        Phases(String last) {
            this.last = last;
        }

        void began(String phase) {
            say("began " + phase);
        }

        void left(String phase) {
            if (phase.equals(last)) {
                try {
                    TimeUnit.MILLISECONDS.sleep(LONGEST_WAIT_FOR_DEATH.toMillis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                say("left " + phase);
            }
        }

        @Override
        public void stepStarted(String step) {
            if (step.equals("link cookies")) {
                left(INTAKE);
            }
            began(step);
        }

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {
            left(step);
            if (step.equals("publish")) {
                began(TIDY);
            }
        }

        private static void say(String line) {
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
        }
    }
}
