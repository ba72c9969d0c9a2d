package io.crumbless.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The system's limit of files that one process may have open, which is met wherever a file happens to be opened next. */
public final class OpenFiles {
    /** To follow a colon in a message. */
    public static final String EXHAUSTED =
            "this process has as many files open as the system allows it; raise the limit"
                    + " for it (ulimit -n, LimitNOFILE of systemd) to 1024 or more";

    private static final String OF_THE_SYSTEM = "Too many open files";

    private OpenFiles() {}

    /** Whether it was the limit that something failed at, itself or by one of its causes. */
    public static boolean areExhausted(@Nullable Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof IOException failed && reason(failed).contains(OF_THE_SYSTEM)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(IOException failed) {
        String reason = failed instanceof FileSystemException known ? known.getReason() : failed.getMessage();
        return reason == null ? "" : reason;
    }
}
