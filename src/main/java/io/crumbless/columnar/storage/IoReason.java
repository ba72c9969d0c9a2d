package io.crumbless.columnar.storage;

import io.crumbless.process.OpenFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes the meaning of an {@link IOException} and the remedy; the JDK's own messages are often only the path. */
public final class IoReason {
    private static final String MISSING = "it does not exist; check the path";
    private static final String DENIED = "permission denied; give this user access";

    /** The message of a failed open: the reason follows the path, in the language of the system. */
    private static final Pattern OPENED = Pattern.compile("(?s).*\\(([^()]+)\\)");

    private IoReason() {}

    public static String of(IOException failure) {
        if (OpenFiles.areExhausted(failure)) {
            return OpenFiles.EXHAUSTED;
        }
        if (failure instanceof NoSuchFileException) {
            return MISSING;
        }
        if (failure instanceof FileNotFoundException) {
            return notOpened(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already; remove it first";
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder; check the path";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty; something is still written there, or a file of it is open (on NFS): end that, then run"
                    + " again";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static String notOpened(String message) {
        Matcher reason = OPENED.matcher(message);
        if (!reason.matches() || reason.group(1).equals("No such file or directory")) {
            return MISSING;
        }
        return reason.group(1).equals("Permission denied") ? DENIED : reason.group(1);
    }
}
