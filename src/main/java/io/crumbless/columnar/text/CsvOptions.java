package io.crumbless.columnar.text;

import java.util.Set;

/**
 * Deviations of CSV writers from RFC 4180. None of them is guessed.
 *
 * @param escape precedes a quote, delimiter, line break or escape character that is text; {@link #NONE} where doubled
 *     quotes alone do
 * @param comment begins a line that is no record; {@link #NONE} where none does
 * @param skipLines lines above the header, or above the first record where there is none
 * @param skipRows records below the header that are none, such as the wording of questions
 * @param lastLineCounts whether the last record is a trailer with the number of records above it
 * @param nulls words that stand for nothing beside those every file may have; in quotes too
 * @param blanksBeforeQuotes whether blanks before a quote, and around names in the header, are no part of a field
 */
public record CsvOptions(
        int escape,
        int comment,
        int skipLines,
        int skipRows,
        boolean lastLineCounts,
        Set<String> nulls,
        boolean blanksBeforeQuotes) {
    /** No such character. */
    public static final int NONE = -1;

    /** As RFC 4180 says. */
    public static final CsvOptions DEFAULT = new CsvOptions(NONE, NONE, 0, 0, false, Set.of(), false);

    public CsvOptions {
        nulls = Set.copyOf(nulls);
    }

    /** The same with another sign for comments, and another last line. */
    public CsvOptions withAsides(int otherComment, boolean otherLastLineCounts) {
        return new CsvOptions(
                escape, otherComment, skipLines, skipRows, otherLastLineCounts, nulls, blanksBeforeQuotes);
    }

    /** The same with another number of records below the header that are none. */
    public CsvOptions withSkipRows(int rows) {
        return new CsvOptions(escape, comment, skipLines, rows, lastLineCounts, nulls, blanksBeforeQuotes);
    }
}
