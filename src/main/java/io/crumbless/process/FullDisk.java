package io.crumbless.process;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a full disk, which databases report as an error of their own with the system's message somewhere in its
 * causes.
 */
public final class FullDisk {
    private static final List<String> OF_THE_SYSTEM =
            List.of("No space left on device", "There is not enough space on the disk", "Disk quota exceeded");

    private FullDisk() {}

    /** Whether the exception or one of its causes reports a full disk. */
    public static boolean isCauseOf(@Nullable Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String message = at instanceof IOException ? at.getMessage() : null;
            if (message != null && OF_THE_SYSTEM.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
