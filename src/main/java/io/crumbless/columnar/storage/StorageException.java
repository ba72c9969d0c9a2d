package io.crumbless.columnar.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A file system operation failed: a fault of the environment, not of data. The message names the location and the
 * remedy.
 */
public final class StorageException extends UncheckedIOException {
    public StorageException(String message, IOException cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message, new IOException(message));
    }
}
