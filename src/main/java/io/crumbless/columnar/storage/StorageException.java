package io.crumbless.columnar.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A file system did not do what was asked: environment, not data. The message names the place and what to do. */
public final class StorageException extends UncheckedIOException {
    public StorageException(String message, IOException cause) {
        super(message, cause);
    }

    public StorageException(String message) {
        super(message, new IOException(message));
    }
}
