package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.storage.Location;
import org.jspecify.annotations.Nullable;

/**
 * A delivered Parquet file cannot be read. The message names the file, the place in it, the reason and the remedy; it
 * contains no value of the file.
 */
public final class ParquetInputException extends RuntimeException {
    /** What is wrong with the file. */
    public enum Reason {
        /** Truncated, overwritten or not a Parquet file. */
        DAMAGED,
        /** A valid file with an unsupported feature. */
        UNSUPPORTED,
        /** The file does not contain a requested column. */
        MISSING_COLUMN,
        /** The file was replaced after it was opened. */
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
     * The exception of a library without its message: messages of the Thrift reader print page headers, and with them
     * the statistics of a column.
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
