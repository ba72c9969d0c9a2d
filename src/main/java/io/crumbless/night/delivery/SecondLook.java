package io.crumbless.night.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.regex.Pattern;

/**
 * Reads some lines of a text file again, forward only; lines of any length, without keeping them in memory.
 *
 * <p>A line ends at LF and, if the caller requests it, at CRLF and CR as well.
 */
final class SecondLook implements Closeable {
    private static final int STRETCH = 1 << 16;

    /** Lines that programs write after the last record: counts, totals, comments, an end marker. */
    private static final Pattern BEHIND_RECORDS = Pattern.compile(
            "\\s*(\\(|#|--|//|(grand )?totals?\\b|sum(me)?\\b|gesamt|subtotal|trailer|eof\\b)",
            Pattern.CASE_INSENSITIVE);

    /** The rest of a record that indicates a declaration. */
    private static final Pattern DECLARES = Pattern.compile("\\bdeclare\\b");

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

    /**
     * Whether a line from {@code from} to before {@code until}, counted from 1, contains a word for withdrawals.
     *
     * @param mayBeCut whether the lines may be the first part of a record: if the file ends in them without a line end,
     *     the missing part may contain the word
     */
    boolean mayWithdraw(long from, long until, boolean mayBeCut) throws IOException {
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
                    // The end is kept, because it may be the beginning of a word.
                    stretch.delete(0, STRETCH - actions.longest());
                }
            }
        }
        boolean cut = mayBeCut && line < until && isPartOfRecord(stretch);
        return found | cut | actions.mayStandIn(stretch.toString());
    }

    private static boolean isPartOfRecord(CharSequence stretch) {
        return isNoEnd(stretch) && !declares(stretch);
    }

    /** Whether a text at the end of a file is anything but a line that programs write after the last record. */
    static boolean isNoEnd(CharSequence text) {
        return text.chars().anyMatch(c -> c > ' ')
                && !BEHIND_RECORDS.matcher(text).lookingAt();
    }

    /** Whether a partially readable record with this text is a declaration. */
    static boolean declares(CharSequence text) {
        return DECLARES.matcher(text).find();
    }

    /** The content of the file from a line on, counted from 1; at most {@value #STRETCH} characters. */
    String from(long first) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = next(); c >= 0 && text.length() < STRETCH; c = next()) {
            boolean secondOfPair = c == '\n' && afterCarriageReturn;
            afterCarriageReturn = endAtCarriageReturn && c == '\r';
            if (line >= first) {
                text.append((char) c);
            }
            line += !secondOfPair && (c == '\n' || afterCarriageReturn) ? 1 : 0;
        }
        return text.toString();
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
