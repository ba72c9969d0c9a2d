package io.crumbless.run.local;

import io.crumbless.run.Count;
import io.crumbless.run.Progress;
import java.time.Duration;
import java.util.List;

/** Does something when a night begins to publish, such as what somebody else does meanwhile. */
public record AtPublishing(Runnable what) implements Progress {
    @Override
    public void stepStarted(String step) {
        if (step.equals("publish")) {
            what.run();
        }
    }

    @Override
    public void advanced(String step, long done, long total, String unit) {}

    @Override
    public void stepFinished(String step, List<Count> counts, Duration took) {}

    @Override
    public void message(String text) {}
}
