package io.crumbless.columnar.table;

import java.io.IOException;

/** A table contains something unsupported; the message names it, to follow "Cannot read PLACE: ". */
public final class UnreadTableException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadTableException(String message) {
        super(message);
    }

    public UnreadTableException(String message, Throwable cause) {
        super(message, cause);
    }
}
