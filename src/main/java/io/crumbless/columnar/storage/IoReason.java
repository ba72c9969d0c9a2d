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

/** Says in words what an {@link IOException} means and what to do; the JDK's own messages are often only the path. */
public final class IoReason {
    private IoReason() {}

    public static String of(IOException failure) {
        if (OpenFiles.areExhausted(failure)) {
            return OpenFiles.EXHAUSTED;
        }
        if (failure instanceof NoSuchFileException || failure instanceof FileNotFoundException) {
            return "it does not exist; check the path";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "it exists already; remove it first";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied; give this user access";
        }
        if (failure instanceof NotDirectoryException) {
            return "it is not a folder; check the path";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (failure instanceof FileSystemException known && known.getReason() != null) {
            return known.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
