package io.crumbless.night.run;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.OpenFiles;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;

/** Determines who has to act on an exception that does not specify it. */
public final class Failures {
    /** SQLSTATE of PostgreSQL for a full disk. */
    private static final String DISK_FULL = "53100";

    private Failures() {}

    /** The exception itself if it is a failure, otherwise a failure with a category. */
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
                                + (DISK_FULL.equals(refused.getSQLState())
                                        ? "): the disk of its server is full; make room there, then run again"
                                        : "); check that it runs and has free space, then run again"),
                        thrown);
            }
            if (each instanceof StorageException) {
                return new Failure(Failure.ErrorCategory.ENVIRONMENT, String.valueOf(each.getMessage()), thrown);
            }
            if (each instanceof IOException failed) {
                return new Failure(Failure.ErrorCategory.ENVIRONMENT, message(failed), thrown);
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

    /** Messages of the JDK about files are often only their paths. */
    private static String message(IOException failed) {
        String message = failed.getMessage();
        if (failed instanceof FileSystemException named && named.getFile() != null) {
            return "Cannot use " + named.getFile() + ": " + IoReason.of(failed);
        }
        if (message == null) {
            return "Cannot go on: reading or writing failed ("
                    + failed.getClass().getSimpleName() + ")";
        }
        return message;
    }
}
