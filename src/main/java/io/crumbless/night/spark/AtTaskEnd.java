package io.crumbless.night.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Has what a task opened closed when it ends, however it does: what it hands on is read after its function returned. */
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
