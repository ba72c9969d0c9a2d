package io.crumbless.night.run;

import java.time.Duration;
import java.util.List;

/**
 * Receives the progress of a run. Steps follow one another; within a step any thread may report, so implementations
 * must be thread-safe and quick.
 */
public interface Progress {
    /** Ignores everything. */
    Progress SILENT = new Progress() {
        @Override
        public void stepStarted(String step) {}

        @Override
        public void advanced(String step, long done, long total, String unit) {}

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {}

        @Override
        public void message(String text) {}
    };

    /** The run id is known, before the first step begins. */
    default void identified(String runId) {}

    /** @param step display name: {@code strip legacy} */
    void stepStarted(String step);

    /**
     * @param done in this step, including what an earlier attempt finished
     * @param total in the same unit; 0 while unknown
     * @param unit in the plural: {@code rows}, {@code MiB}
     */
    void advanced(String step, long done, long total, String unit);

    /** @param counts the counts in the step's line of the output */
    void stepFinished(String step, List<Count> counts, Duration took);

    /** A message during the run; it contains no person's value. */
    void message(String text);
}
