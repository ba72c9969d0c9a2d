package io.crumbless.night.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Closes resources at the end of a Spark task, however it ends, because its result is read after its function returned.
 */
final class AtTaskEnd {
    private AtTaskEnd() {}

    static void close(AutoCloseable opened) {
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> {
            try {
                opened.close();
            } catch (Exception failure) {
                throw new IllegalStateException("Cannot close what a task opened", failure);
            }
        });
    }
}
