package io.crumbless.run.local;

import io.crumbless.run.Count;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.RunOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** A night in a process of its own that says on its output what it is at, so that it can be killed there. */
public final class CrashingNight {
    private CrashingNight() {}

    public static void main(String[] args) {
        JobFile job = JobFile.read(Path.of(args[0]));
        new LocalNight(Clock.systemUTC(), 2).run(job, LocalDate.parse(args[1]), RunOptions.DEFAULTS, new Progress() {
            @Override
            public void stepStarted(String step) {
                say("started " + step);
            }

            @Override
            public void advanced(String step, long done, long total, String unit) {
                say("advanced " + step);
            }

            @Override
            public void stepFinished(String step, List<Count> counts, Duration took) {
                say("finished " + step);
            }

            @Override
            public void message(String text) {}
        });
        say("published");
    }

    private static void say(String line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
