package io.crumbless.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Recognises that the process has reached its limit of open files, which fails whichever file is opened next. */
public final class OpenFiles {
    /** Text to follow a colon in a message. */
    public static final String EXHAUSTED =
            "this process has as many files open as the system allows it; raise the limit"
                    + " for it (ulimit -n, LimitNOFILE of systemd) to 1024 or more";

    private static final String OF_THE_SYSTEM = "Too many open files";

    private OpenFiles() {}

    /** Whether the exception or one of its causes reports that limit. */
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
