package io.crumbless.night.run;

import java.time.Duration;
import java.util.List;

/**
 * Receives the progress of a run. Steps follow one another; within a step any thread may report, so implementations are
 * safe for threads, and quick.
 */
public interface Progress {
    /** Nobody listens. */
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

    /** The run has its id, before its first step begins. */
    default void identified(String runId) {}

    /** @param step its name for people: {@code strip legacy} */
    void stepStarted(String step);

    /**
     * @param done since the step began, counting what an earlier attempt finished
     * @param total of the same unit; 0 while unknown
     * @param unit in the plural: {@code rows}, {@code MiB}
     */
    void advanced(String step, long done, long total, String unit);

    /** @param counts what the step's line of the result table shows */
    void stepFinished(String step, List<Count> counts, Duration took);

    /** A message during the run; it holds no person's value. */
    void message(String text);
}
