package io.crumbless.process;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk without room, which databases report as a failure of their own, with the system's words somewhere below. */
public final class FullDisk {
    private static final List<String> OF_THE_SYSTEM =
            List.of("No space left on device", "There is not enough space on the disk", "Disk quota exceeded");

    private FullDisk() {}

    /** Whether it was a full disk that something failed at, itself or by one of its causes. */
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
