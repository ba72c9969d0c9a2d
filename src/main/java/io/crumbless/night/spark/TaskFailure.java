package io.crumbless.night.spark;

import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.io.Serializable;

/** A failure as the result of a task: it is caused by the input, so the task is not retried. */
record TaskFailure(Failure.ErrorCategory category, String message) implements Serializable {
    /** Whether another attempt would fail in the same way. */
    static boolean isFinal(Failure failure) {
        return !(failure instanceof Stopped)
                && switch (failure.category()) {
                    case CALLER, SETTINGS, INPUT -> true;
                    case ENVIRONMENT, BUSY, INTERNAL -> false;
                };
    }

    static TaskFailure of(Failure failure) {
        return new TaskFailure(failure.category(), String.valueOf(failure.getMessage()));
    }

    Failure failure() {
        return new Failure(category, message);
    }
}
