package io.crumbless.night.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/**
 * Looks at some lines of a text file again, going forward only; lines of any length, without holding them.
 *
 * <p>A line ends at LF, and where the caller asks for it at CRLF and CR as well.
 */
final class SecondLook implements Closeable {
    private static final int STRETCH = 1 << 16;

    private final Reader text;
    private final boolean endAtCarriageReturn;
    private final ActionWords actions;
    private final char[] buffer = new char[STRETCH];
    private int length;
    private int position;
    private long line = 1;
    private boolean afterCarriageReturn;

    SecondLook(Reader text, boolean endAtCarriageReturn, ActionWords actions) {
        this.text = text;
        this.endAtCarriageReturn = endAtCarriageReturn;
        this.actions = actions;
    }

    /** Whether a withdrawal's word stands on a line from {@code from} to before {@code until}, counted from 1. */
    boolean findsWithdrawalWord(long from, long until) throws IOException {
        boolean found = false;
        StringBuilder stretch = new StringBuilder();
        for (int c = line < until ? next() : -1; c >= 0; c = line < until ? next() : -1) {
            boolean secondOfPair = c == '\n' && afterCarriageReturn;
            afterCarriageReturn = endAtCarriageReturn && c == '\r';
            if (secondOfPair) {
                continue;
            }
            if (c == '\n' || afterCarriageReturn) {
                found |= actions.mayStandIn(stretch.toString());
                stretch.setLength(0);
                line++;
            } else if (line >= from) {
                stretch.append((char) c);
                if (stretch.length() == STRETCH) {
                    found |= actions.mayStandIn(stretch.toString());
                    // What is kept may be the first letters of a word.
                    stretch.delete(0, STRETCH - actions.longest());
                }
            }
        }
        return found | actions.mayStandIn(stretch.toString());
    }

    private int next() throws IOException {
        if (position == length) {
            length = Math.max(0, text.read(buffer));
            position = 0;
            if (length == 0) {
                return -1;
            }
        }
        return buffer[position++];
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
