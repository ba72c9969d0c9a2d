package io.crumbless.tools.inspect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops reading when no more input is needed, even in the middle of an endless record. */
final class TimedInput extends FilterInputStream {
    private final RowTaker taker;

    /** Thrown when no more input is needed. */
    static final class Over extends IOException {
        private static final long serialVersionUID = 1L;
    }

    TimedInput(InputStream in, RowTaker taker) {
        super(in);
        this.taker = taker;
    }

    @Override
    public int read() throws IOException {
        requireTime();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        requireTime();
        return super.read(bytes, offset, length);
    }

    private void requireTime() throws Over {
        if (!taker.goesOn()) {
            throw new Over();
        }
    }
}
