package io.crumbless.night.delivery;

import io.crumbless.columnar.text.WordScan;

/**
 * Counts CSV records, one character (or one byte, where that is the same) after the other, and nothing else. Bytes that change nothing
 * are {@linkplain #passOrdinary passed}, eight at a time.
 *
 * <p>Empty lines are none. A record whose quoting is broken (text behind a closing quote, no closing quote, a quote inside a
 * field without quotes, or one that a backslash may have escaped) counts once per line, because it may have swallowed as many.
 */
class CsvTally {
    private enum State {
        LINE_START,
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private static final long LINE_FEEDS = WordScan.ofAll('\n');
    private static final long CARRIAGE_RETURNS = WordScan.ofAll('\r');
    private static final long BACKSLASHES = WordScan.ofAll('\\');

    private final int delimiter;
    private final int quote;
    private final long quotes;

    private State state = State.LINE_START;
    private boolean skipLineFeed;
    private boolean broken;
    private long breaksInside;
    private boolean afterBreakInside;
    private boolean backslash;
    private boolean backslashed;
    private long records;
    private long line = 1;
    private long begun = 1;

    /** @param quote -1 if the file has no quotes */
    CsvTally(int delimiter, int quote) {
        this.delimiter = delimiter;
        this.quote = quote;
        // Without quotes, a line feed is searched for twice.
        this.quotes = WordScan.ofAll(quote < 0 ? '\n' : quote);
    }

    /**
     * Skips bytes that are neither quote nor line break (nor, inside quotes, a backslash), as {@link #next} would for
     * each of them.
     *
     * @return index of the first other byte, or {@code to}
     */
    int passOrdinary(byte[] bytes, int from, int to) {
        if (state == State.QUOTE_IN_QUOTED || skipLineFeed) {
            return from;
        }
        boolean quoted = state == State.QUOTED;
        if (quoted && (backslash || backslashed || afterBreakInside)) {
            return from;
        }
        int end = ordinary(bytes, from, to, quoted ? BACKSLASHES : quotes);
        if (end > from && !quoted) {
            begun = state == State.LINE_START ? line : begun;
            state = (bytes[end - 1] & 0xFF) == delimiter ? State.FIELD_START : State.PLAIN;
        }
        return end;
    }

    private int ordinary(byte[] bytes, int from, int to, long others) {
        int at = from;
        for (; at <= to - WordScan.BYTES; at += WordScan.BYTES) {
            long word = WordScan.at(bytes, at);
            long found = WordScan.equal(word, LINE_FEEDS)
                    | WordScan.equal(word, CARRIAGE_RETURNS)
                    | WordScan.equal(word, quotes)
                    | WordScan.equal(word, others);
            if (found != 0) {
                return at + WordScan.first(found);
            }
        }
        while (at < to && !isSpecial(bytes[at], others)) {
            at++;
        }
        return at;
    }

    private boolean isSpecial(byte b, long others) {
        return b == '\n' || b == '\r' || (b & 0xFF) == quote || b == (byte) others;
    }

    void next(int c) {
        boolean pairWithLast = c == '\n' && skipLineFeed;
        skipLineFeed = c == '\r';
        if (pairWithLast) {
            return;
        }
        boolean lineBreak = c == '\n' || c == '\r';
        line += lineBreak ? 1 : 0;
        switch (state) {
            case QUOTED -> insideQuotes(c, lineBreak);
            case LINE_START -> {
                if (!lineBreak) {
                    begun = line;
                    fieldStart(c, false);
                }
            }
            case FIELD_START -> fieldStart(c, lineBreak);
            case PLAIN -> {
                broken |= c == quote;
                afterField(c, lineBreak);
            }
            case QUOTE_IN_QUOTED -> {
                if (c == quote) {
                    state = State.QUOTED;
                    backslashed = backslash;
                    backslash = false;
                } else {
                    broken |= backslash || (!lineBreak && c != delimiter);
                    afterField(c, lineBreak);
                }
            }
        }
    }

    /**
     * A line break that is text, in place of the last character.
     *
     * @param ofRecord whether it is text of a record
     */
    void breakInText(int c, boolean ofRecord) {
        line++;
        breaksInside += ofRecord ? 1 : 0;
        afterBreakInside |= ofRecord;
        skipLineFeed = c == '\r';
    }

    /** Counts lines outside of records; true for the second half of a CRLF. */
    boolean passOver(int c) {
        boolean pairWithLast = c == '\n' && skipLineFeed;
        skipLineFeed = c == '\r';
        line += !pairWithLast && (c == '\n' || c == '\r') ? 1 : 0;
        return pairWithLast;
    }

    /** Skips a blank with which a field may begin; false if it is none. */
    boolean mayBeBlank(int c) {
        boolean start = state == State.LINE_START || state == State.FIELD_START;
        boolean blank = start && (c == ' ' || c == '\t') && c != delimiter;
        if (blank) {
            begun = state == State.LINE_START ? line : begun;
            state = State.FIELD_START;
            skipLineFeed = false;
        }
        return blank;
    }

    private void insideQuotes(int c, boolean lineBreak) {
        afterBreakInside = lineBreak;
        broken |= backslashed && (lineBreak || c == delimiter);
        backslashed = false;
        if (c == quote) {
            state = State.QUOTE_IN_QUOTED;
            return;
        }
        backslash = c == '\\';
        if (lineBreak) {
            breaksInside++;
        }
    }

    private void fieldStart(int c, boolean lineBreak) {
        if (c == quote) {
            state = State.QUOTED;
            afterBreakInside = false;
            backslash = false;
            backslashed = false;
        } else {
            afterField(c, lineBreak);
        }
    }

    private void afterField(int c, boolean lineBreak) {
        if (lineBreak) {
            endRecord(1);
        } else {
            state = c == delimiter ? State.FIELD_START : State.PLAIN;
        }
    }

    private void endRecord(int lastLine) {
        records += broken ? breaksInside + lastLine : 1;
        state = State.LINE_START;
        broken = false;
        breaksInside = 0;
    }

    /** Whether the last character ended a record, or an empty line. */
    boolean isBetweenRecords() {
        return state == State.LINE_START;
    }

    /** The line of the next character, from 1. */
    long line() {
        return line;
    }

    /** The line on which the last record begins, from 1. */
    long begun() {
        return begun;
    }

    /** Whether the next character is inside quotes. */
    boolean isInQuotes() {
        return state == State.QUOTED;
    }

    /** Finished records. */
    long records() {
        return records;
    }

    /** The number of records, at the end of the file. */
    long end() {
        if (state == State.QUOTED) {
            broken = true;
            endRecord(afterBreakInside ? 0 : 1);
        } else if (state == State.QUOTE_IN_QUOTED) {
            broken |= backslash;
            endRecord(1);
        } else if (state != State.LINE_START) {
            endRecord(1);
        }
        return records;
    }
}
