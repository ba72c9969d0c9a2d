package io.crumbless.night.delivery;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;

/** Counts the records of a CSV file that deviates from RFC 4180, see {@link CsvOptions}. */
final class CsvOptionsTally extends CsvTally {
    private final CsvOptions options;

    /** Represents an escaped character: neither delimiter nor quote. */
    private final int text;

    private int linesToSkip;
    private boolean inComment;
    private boolean escaped;

    CsvOptionsTally(CsvDialect dialect, int quote) {
        super(dialect.delimiter(), quote);
        this.options = dialect.options();
        this.linesToSkip = options.skipLines();
        this.text = "xyz"
                .chars()
                .filter(c -> c != dialect.delimiter() && c != quote)
                .findFirst()
                .orElseThrow();
    }

    @Override
    void next(int c) {
        if (escaped) {
            escaped = false;
            take(c == ' ' || c == '\t' ? c : text, false);
            if (c == '\n' || c == '\r') {
                breakInText(c, linesToSkip == 0 && !inComment);
            }
        } else if (c == options.escape()) {
            escaped = true;
        } else {
            take(c, true);
        }
    }

    /** Each byte may be an escape, or part of a comment. */
    @Override
    int passOrdinary(byte[] bytes, int from, int to) {
        return from;
    }

    private void take(int c, boolean plain) {
        boolean lineBreak = c == '\n' || c == '\r';
        if (linesToSkip > 0 || inComment) {
            if (!passOver(c) && lineBreak) {
                linesToSkip -= inComment ? 0 : 1;
                inComment = false;
            }
        } else if (plain && c == options.comment() && super.isBetweenRecords()) {
            inComment = true;
            passOver(c);
        } else if (!(options.blanksBeforeQuotes() && mayBeBlank(c))) {
            super.next(c);
        }
    }

    @Override
    boolean isBetweenRecords() {
        return linesToSkip == 0 && !inComment && !escaped && super.isBetweenRecords();
    }

    @Override
    long end() {
        if (escaped) {
            escaped = false;
            take(text, false);
        }
        return super.end();
    }
}
