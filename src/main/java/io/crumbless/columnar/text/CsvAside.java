package io.crumbless.columnar.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises lines of a CSV file that have as many fields as its records and are none: a repeated header, a byte order
 * mark in a concatenated file, a comment, a total at the end. Read as records they would become people.
 *
 * <p>The first field decides, and mostly its first character: a record costs two comparisons.
 */
final class CsvAside {
    private static final int MARK_BYTES = 3;

    /** As entire fields, in lower case. Nobody's key. */
    private static final Set<String> SUMS = Set.of(
            "total", "totals", "grand total", "sum", "summe", "gesamt", "gesamtsumme", "subtotal", "trailer", "eof");

    private static final int LONGEST_SUM = 24;

    private static final int ASCII = 128;

    private final List<String> header;
    private final CsvDialect dialect;
    private final String first;

    private final Set<String> names = new HashSet<>();

    /**
     * Names of columns other than the first that begin with an ASCII letter, by that letter, as bytes in lower case.
     */
    private final List<List<byte[]>> others =
            new ArrayList<>(Collections.nCopies(ASCII, Collections.<byte[]>emptyList()));

    private long sizes;

    CsvAside(List<String> header, CsvDialect dialect) {
        this.header = header;
        this.dialect = dialect;
        this.first = header.isEmpty() ? "" : header.get(0);
        header.forEach(name -> names.add(folded(name)));
        for (String name : header.subList(Math.min(1, header.size()), header.size())) {
            if (!name.isEmpty() && name.charAt(0) < ASCII) {
                byte[] lower = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
                addOther(Character.toLowerCase(name.charAt(0)), lower);
                addOther(Character.toUpperCase(name.charAt(0)), lower);
                sizes |= 1L << name.length();
            }
        }
    }

    /**
     * Whether the line is the header with its columns in another order, as in a concatenated file: the following lines
     * would be read under the wrong names. Bounds are those of {@link CsvRows}.
     */
    boolean isHeaderOfOtherOrder(byte[] buffer, int start, int[] bounds) {
        int from = start + bounds[0];
        int to = start + bounds[1];
        return to > from
                && buffer[from] >= 0
                && mayBeName(buffer, from, to)
                && (sizes & 1L << Utf8Text.characters(buffer, from, to)) != 0
                && holdsAllNames(buffer, start, bounds);
    }

    private void addOther(char start, byte[] lower) {
        List<byte[]> names = new ArrayList<>(others.get(start));
        names.add(lower);
        others.set(start, names);
    }

    /**
     * A quick check: false if the field is ASCII, without blanks, and certainly none of the names with the same first
     * letter.
     */
    private boolean mayBeName(byte[] buffer, int from, int to) {
        List<byte[]> names = others.get(buffer[from]);
        boolean may = false;
        for (int i = 0; i < names.size() && !may; i++) {
            may = isBlankOrNotAscii(buffer[to - 1]) || isAlike(buffer, from, to, names.get(i));
        }
        return may;
    }

    private static boolean isBlankOrNotAscii(byte b) {
        return b <= ' ';
    }

    /** Whether they are equal up to the first byte that is a blank or not ASCII. */
    private static boolean isAlike(byte[] buffer, int from, int to, byte[] name) {
        for (int i = 0; i < to - from && i < name.length; i++) {
            int one = buffer[from + i];
            int other = name[i];
            if (isBlankOrNotAscii((byte) one) || isBlankOrNotAscii((byte) other)) {
                return true;
            }
            if (one != other && Character.toLowerCase(one) != other) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsAllNames(byte[] buffer, int start, int[] bounds) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            found.add(folded(text(buffer, start + bounds[2 * i], start + bounds[2 * i + 1])));
        }
        return found.size() == header.size() && found.equals(names);
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The kind of the line; null if it is a record. Bounds are those of {@link CsvRows}. */
    @Nullable
    Malformed in(byte[] buffer, int start, int[] bounds) {
        int from = start + bounds[0];
        int to = start + bounds[1];
        if (from == to) {
            return null;
        }
        int c = buffer[from];
        if (c < 0 && isMark(buffer, from)) {
            return isHeader(buffer, start, bounds, MARK_BYTES) ? Malformed.HEADER_AGAIN : Malformed.MARK_INSIDE;
        }
        if (mayBeFirst(buffer, from, to) && isHeader(buffer, start, bounds, 0)) {
            return Malformed.HEADER_AGAIN;
        }
        int size = to - from;
        boolean aside = isComment(buffer, from, size) || (mayBeSum(c) && isSum(buffer, from, to));
        return aside ? Malformed.NO_RECORD : null;
    }

    private static boolean isMark(byte[] buffer, int at) {
        return (buffer[at] & 0xFF) == 0xEF && (buffer[at + 1] & 0xFF) == 0xBB && (buffer[at + 2] & 0xFF) == 0xBF;
    }

    private boolean mayBeFirst(byte[] buffer, int from, int to) {
        return !first.isEmpty()
                && (buffer[from] < 0 || Character.toLowerCase(buffer[from]) == Character.toLowerCase(first.charAt(0)))
                && Utf8Text.characters(buffer, from, to) == first.length();
    }

    /**
     * Whether the first record of a file with configured columns is a header after all: at least two, and half, of its
     * fields are the names.
     */
    boolean isLikeHeader(byte[] buffer, int start, int[] bounds) {
        int alike = 0;
        for (int i = 0; i < header.size(); i++) {
            String field = text(buffer, start + bounds[2 * i], start + bounds[2 * i + 1]);
            alike += field.strip().equalsIgnoreCase(header.get(i).strip()) ? 1 : 0;
        }
        return alike >= 2 && 2 * alike >= header.size();
    }

    private boolean isHeader(byte[] buffer, int start, int[] bounds, int skipped) {
        for (int i = 0; i < header.size(); i++) {
            int from = start + bounds[2 * i] + (i == 0 ? skipped : 0);
            String field = text(buffer, from, start + bounds[2 * i + 1]);
            if (!field.strip().equalsIgnoreCase(header.get(i).strip())) {
                return false;
            }
        }
        return true;
    }

    private String text(byte[] buffer, int from, int to) {
        return EncodedText.text(buffer, from, to, dialect);
    }

    /** {@code # text}, {@code ## text}, {@code -- text}, {@code // text}; an id may begin with one such character. */
    private static boolean isComment(byte[] buffer, int from, int size) {
        int c = buffer[from];
        int next = size > 1 ? buffer[from + 1] : ' ';
        return (c == '#' && (next == '#' || next == ' ')) || ((c == '-' || c == '/') && next == c);
    }

    /** {@code (2 rows)} also ends a report. */
    private static boolean mayBeSum(int c) {
        int lower = Character.toLowerCase(c);
        return lower == 't' || lower == 's' || lower == 'g' || lower == 'e' || lower == '(';
    }

    private boolean isSum(byte[] buffer, int from, int to) {
        if (Utf8Text.characters(buffer, from, to) > LONGEST_SUM) {
            return false;
        }
        String field = text(buffer, from, to).strip().toLowerCase(Locale.ROOT);
        return SUMS.contains(field) || field.matches("\\(\\d+ rows?( affected)?\\)");
    }
}
