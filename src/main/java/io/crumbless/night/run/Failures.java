package io.crumbless.night.run;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.OpenFiles;
import java.io.IOException;
import java.sql.SQLException;

/** Who acts on a failure that does not say so itself. */
public final class Failures {
    private Failures() {}

    /** The failure itself where it is one, else one that names the category. */
    public static Failure of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Failure failure) {
                return failure;
            }
            if (each instanceof OutOfMemoryError) {
                return new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot go on: memory is full; give more with --memory 4g",
                        thrown);
            }
            if (OpenFiles.areExhausted(each)) {
                return new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot go on: " + OpenFiles.EXHAUSTED, thrown);
            }
            if (each instanceof SQLException refused) {
                return new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot go on: the control database failed (SQLSTATE " + refused.getSQLState()
                                + "); check that it runs and has free space, then run again",
                        thrown);
            }
            if (each instanceof StorageException || each instanceof IOException) {
                String message = each.getMessage();
                return new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        message == null
                                ? "Cannot go on: reading or writing failed ("
                                        + each.getClass().getSimpleName() + ")"
                                : message,
                        thrown);
            }
            if (each instanceof ParquetInputException) {
                return new Failure(Failure.ErrorCategory.INPUT, String.valueOf(each.getMessage()), thrown);
            }
        }
        return new Failure(
                Failure.ErrorCategory.INTERNAL,
                "Cannot finish the night: " + thrown.getClass().getSimpleName(),
                thrown);
    }
}
