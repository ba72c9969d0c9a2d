package io.crumbless.columnar.table;

import java.io.IOException;

/** A table has something that is not read; the message names it, behind "Cannot read PLACE: ". */
public final class UnreadTableException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadTableException(String message) {
        super(message);
    }

    public UnreadTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
