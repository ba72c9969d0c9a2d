package io.crumbless.columnar.text;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises lines of a CSV file that have as many fields as its records and are none: the header again, a byte order mark where
 * files were put together, a comment, a sum at the end. Read as records they would be people.
 *
 * <p>The first field decides, and mostly its first character: a record costs two comparisons.
 */
final class CsvAside {
    private static final char MARK = '\uFEFF';

    /** As whole fields, in lower case. No key of anybody. */
    private static final Set<String> SUMS = Set.of(
            "total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "subtotal", "trailer", "eof");

    private static final int LONGEST_SUM = 24;

    private static final int ASCII = 128;

    private final List<String> header;
    private final String first;
    private final Set<String> names = new HashSet<>();

    /** With which letters, of ASCII, the names begin that do not come first, and how long they are: one bit each. */
    private final boolean[] starts = new boolean[ASCII];

    private long sizes;

    CsvAside(List<String> header) {
        this.header = header;
        this.first = header.isEmpty() ? "" : header.get(0);
        header.forEach(name -> names.add(folded(name)));
        for (String name : header.subList(Math.min(1, header.size()), header.size())) {
            if (!name.isEmpty() && name.charAt(0) < ASCII) {
                starts[Character.toLowerCase(name.charAt(0))] = true;
                starts[Character.toUpperCase(name.charAt(0))] = true;
                sizes |= 1L << name.length();
            }
        }
    }

    /**
     * Whether the line is the header with its columns in another order, as where files were put together: what follows would be
     * read under the wrong names. Bounds are those of {@link CsvRows}.
     */
    boolean isHeaderOfOtherOrder(char[] buffer, int start, int[] bounds) {
        int from = start + bounds[0];
        int size = bounds[1] - bounds[0];
        boolean may = size > 0 && buffer[from] < ASCII && starts[buffer[from]] && (sizes & 1L << size) != 0;
        return may && holdsAllNames(buffer, start, bounds);
    }

    private boolean holdsAllNames(char[] buffer, int start, int[] bounds) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            found.add(folded(new String(buffer, start + bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i])));
        }
        return found.size() == header.size() && found.equals(names);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** What the line is; null if it is a record. Bounds are those of {@link CsvRows}. */
    @Nullable
    Malformed in(char[] buffer, int start, int[] bounds) {
        int from = start + bounds[0];
        int size = bounds[1] - bounds[0];
        if (size == 0) {
            return null;
        }
        char c = buffer[from];
        if (c == MARK) {
            return isHeader(buffer, start, bounds, 1) ? Malformed.HEADER_AGAIN : Malformed.MARK_INSIDE;
        }
        if (size == first.length() && sameLetter(c, first.charAt(0)) && isHeader(buffer, start, bounds, 0)) {
            return Malformed.HEADER_AGAIN;
        }
        boolean aside =
                isComment(buffer, from, size) || (size <= LONGEST_SUM && mayBeSum(c) && isSum(buffer, from, size));
        return aside ? Malformed.NO_RECORD : null;
    }

    /** Whether the first record of a file whose columns are stated is its own header: half of its fields, and two, are their names. */
    boolean isLikeHeader(char[] buffer, int start, int[] bounds) {
        int alike = 0;
        for (int i = 0; i < header.size(); i++) {
            String field = new String(buffer, start + bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i]);
            alike += field.strip().equalsIgnoreCase(header.get(i).strip()) ? 1 : 0;
        }
        return alike >= 2 && 2 * alike >= header.size();
    }

    private boolean isHeader(char[] buffer, int start, int[] bounds, int skipped) {
        for (int i = 0; i < header.size(); i++) {
            int from = start + bounds[2 * i] + (i == 0 ? skipped : 0);
            String field = new String(buffer, from, start + bounds[2 * i + 1] - from);
            if (!field.strip().equalsIgnoreCase(header.get(i).strip())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameLetter(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other);
    }

    /** {@code # text}, {@code ## text}, {@code -- text}, {@code // text}; an id may begin with one such character. */
    private static boolean isComment(char[] buffer, int from, int size) {
        char c = buffer[from];
        char next = size > 1 ? buffer[from + 1] : ' ';
        return (c == '#' && (next == '#' || next == ' ')) || ((c == '-' || c == '/') && next == c);
    }

    /** {@code (2 rows)} is the end of a report too. */
    private static boolean mayBeSum(char c) {
        char lower = Character.toLowerCase(c);
        return lower == 't' || lower == 's' || lower == 'g' || lower == 'e' || lower == '(';
    }

    private static boolean isSum(char[] buffer, int from, int size) {
        String field = new String(buffer, from, size).strip().toLowerCase(Locale.ROOT);
        return SUMS.contains(field) || field.matches("\\(\\d+ rows?( affected)?\\)");
    }
}
