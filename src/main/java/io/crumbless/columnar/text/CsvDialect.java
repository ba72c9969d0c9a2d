package io.crumbless.columnar.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/**
 * The dialect of a CSV file.
 *
 * @param quote {@link #NO_QUOTE} if the file has no quotes
 * @param encoding for files without a byte order mark, which takes precedence
 * @param columns names of the columns of a file without header; empty if the first record is the header
 * @param recordsInQuotes whether texts of several lines may contain lines that look like records, see {@link
 *     CsvSwallowed}
 * @param options further deviations of its writer
 */
public record CsvDialect(
        char delimiter,
        char quote,
        Charset encoding,
        List<String> columns,
        boolean recordsInQuotes,
        CsvOptions options) {
    /** For files in which a quote is an ordinary character. */
    public static final char NO_QUOTE = '\uFFFE';

    /** RFC 4180 in UTF-8, with header. */
    public static final CsvDialect DEFAULT = new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of());

    public CsvDialect(char delimiter, char quote, Charset encoding, List<String> columns) {
        this(delimiter, quote, encoding, columns, false);
    }

    public CsvDialect(char delimiter, char quote, Charset encoding, List<String> columns, boolean recordsInQuotes) {
        this(delimiter, quote, encoding, columns, recordsInQuotes, CsvOptions.DEFAULT);
    }

    public CsvDialect {
        columns = List.copyOf(columns);
        if (isLineBreakOrNul(delimiter) || isLineBreakOrNul(quote) || delimiter == quote) {
            throw new IllegalArgumentException(
                    "Invalid CSV dialect: delimiter and quote must be two different characters, no line breaks");
        }
        if (options.escape() == delimiter
                || options.escape() == quote
                || options.comment() == delimiter
                || options.comment() == quote) {
            throw new IllegalArgumentException(
                    "Invalid CSV dialect: escape and comment are neither delimiter nor quote");
        }
        if (new HashSet<>(columns).size() != columns.size()) {
            throw new IllegalArgumentException("Invalid CSV dialect: a column is named twice in " + columns);
        }
    }

    /** The same dialect with other options. */
    public CsvDialect with(CsvOptions others) {
        return new CsvDialect(delimiter, quote, encoding, columns, recordsInQuotes, others);
    }

    private static boolean isLineBreakOrNul(char c) {
        return c == '\n' || c == '\r' || c == '\0' || c == TextDecoding.UNDECODABLE;
    }
}
