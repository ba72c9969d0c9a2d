package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.storage.Location;
import org.jspecify.annotations.Nullable;

/**
 * A delivered Parquet file cannot be used. The message names the file, the place in it, why, and what to do; it holds no
 * value of the file.
 */
public final class ParquetInputException extends RuntimeException {
    /** What is wrong with the file. */
    public enum Reason {
        /** Truncated, overwritten or no Parquet at all. */
        DAMAGED,
        /** A valid file with a feature that is not read here. */
        UNSUPPORTED,
        /** A wanted column is not in the file. */
        MISSING_COLUMN,
        /** The file is not the one that was opened. */
        CHANGED
    }

    private final Location file;
    private final Reason reason;

    ParquetInputException(Location file, Reason reason, String message, @Nullable Throwable cause) {
        super("Cannot read " + file + ": " + message, cause == null ? null : CauseWithoutText.of(cause));
        this.file = file;
        this.reason = reason;
    }

    public Location file() {
        return file;
    }

    public Reason reason() {
        return reason;
    }

    /**
     * Where a library failed, without what it said: messages of the Thrift reader print page headers, and with them the
     * smallest and largest value of a column.
     */
    static final class CauseWithoutText extends Exception {
        private CauseWithoutText(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
            super(message, cause);
            setStackTrace(trace);
        }

        private static Throwable of(Throwable cause) {
            if (cause instanceof DamagedFile) {
                return cause;
            }
            Throwable deeper = cause.getCause();
            return new CauseWithoutText(
                    cause.getClass().getName(), deeper == null ? null : of(deeper), cause.getStackTrace());
        }
    }
}
