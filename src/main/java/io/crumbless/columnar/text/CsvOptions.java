package io.crumbless.columnar.text;

import java.util.Set;

/**
 * Deviations of CSV writers from RFC 4180. None of them is guessed.
 *
 * @param escape escapes a following quote, delimiter, line break or escape character; {@link #NONE} if only doubled
 *     quotes do
 * @param comment begins a comment line; {@link #NONE} if there are none
 * @param skipLines lines above the header, or above the first record if there is none
 * @param skipRows rows below the header that are not records, such as the wording of questions
 * @param lastLineCounts whether the last record is a trailer with the number of records
 * @param nulls further words for null, also in quotes
 * @param blanksBeforeQuotes whether to ignore blanks before a quote, and around names in the header
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

    /** RFC 4180. */
    public static final CsvOptions DEFAULT = new CsvOptions(NONE, NONE, 0, 0, false, Set.of(), false);

    public CsvOptions {
        nulls = Set.copyOf(nulls);
    }

    /** The same options with other comments, and another last line. */
    public CsvOptions withAsides(int otherComment, boolean otherLastLineCounts) {
        return new CsvOptions(
                escape, otherComment, skipLines, skipRows, otherLastLineCounts, nulls, blanksBeforeQuotes);
    }

    /** The same options with another number of skipped rows. */
    public CsvOptions withSkipRows(int rows) {
        return new CsvOptions(escape, comment, skipLines, rows, lastLineCounts, nulls, blanksBeforeQuotes);
    }
}
