package io.crumbless.night.job;

import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import java.time.Duration;
import java.util.List;

/** Listens to a night without a word; a test overrides what it wants to hear, or does something at a step. */
public class TestingProgress implements Progress {
    /** Runs an action when a step begins, such as a concurrent change. */
    public static Progress atStartOf(String step, Runnable deed) {
        return new TestingProgress() {
            @Override
            public void stepStarted(String started) {
                if (started.equals(step)) {
                    deed.run();
                }
            }
        };
    }

    /** Does something when a step has ended. */
    public static Progress atEndOf(String step, Runnable deed) {
        return new TestingProgress() {
            @Override
            public void stepFinished(String finished, List<Count> counts, Duration took) {
                if (finished.equals(step)) {
                    deed.run();
                }
            }
        };
    }

    @Override
    public void stepStarted(String step) {}

    @Override
    public void advanced(String step, long done, long total, String unit) {}

    @Override
    public void stepFinished(String step, List<Count> counts, Duration took) {}

    @Override
    public void message(String text) {}
}
