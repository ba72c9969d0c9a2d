package io.crumbless.night.legacy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some rows of one source on their way to the {@link LinkTableBuilder}: ids as consecutive bytes, and counts of rows
 * that did not become links.
 */
final class LinkBatch implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The kind of an entry. */
    enum Kind {
        /** A trusted link from a cookie to a subject. */
        LINK,
        /** A subject that a source keyed by subject names. */
        SUBJECT,
        /** An opt-out by cookie, by subject or by both; an id of length 0 is missing. */
        OPT_OUT,
        /** A cookie whose subject is asked for. */
        COOKIE,
        /** A cookie that reaches several subjects. */
        SHARED,
        /** A cookie that is linked, but in another spelling. */
        OTHERWISE
    }

    private static final Kind[] KINDS = Kind.values();

    private final String source;
    private byte[] bytes = new byte[1 << 10];
    /**
     * Per entry the start of the cookie, the start of the subject, which is the end of the cookie, and the end of the
     * subject.
     */
    private int[] bounds = new int[3 << 4];

    private byte[] kinds = new byte[1 << 4];
    private int size;
    private long rows;
    private final SortedMap<String, Long> bins = new TreeMap<>();

    LinkBatch(String source) {
        this.source = source;
    }

    String source() {
        return source;
    }

    int size() {
        return size;
    }

    /** The number of bytes held, which decides when the batch is handed over. */
    int weight() {
        return size == 0 ? 0 : bounds[3 * size - 1];
    }

    void row() {
        rows++;
    }

    /** All rows read for this batch, whatever their outcome. */
    long rows() {
        return rows;
    }

    /** Adds the counts of another batch, but none of its entries. */
    void count(LinkBatch other) {
        count(other.rows, other.bins);
    }

    void count(long more, Map<String, Long> inBins) {
        rows += more;
        inBins.forEach((bin, count) -> bins.merge(bin, count, Long::sum));
    }

    void bin(String name) {
        bins.merge(name, 1L, Long::sum);
    }

    SortedMap<String, Long> bins() {
        return bins;
    }

    void add(Kind kind, byte[] cookie, int cookieOffset, int cookieLength, byte[] subject, int offset, int length) {
        int start = weight();
        int end = Math.addExact(Math.addExact(start, cookieLength), length);
        if (bytes.length < end) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, end), Integer.MAX_VALUE - 8));
        }
        if (kinds.length == size) {
            kinds = Arrays.copyOf(kinds, 2 * size);
            bounds = Arrays.copyOf(bounds, 6 * size);
        }
        System.arraycopy(cookie, cookieOffset, bytes, start, cookieLength);
        System.arraycopy(subject, offset, bytes, start + cookieLength, length);
        bounds[3 * size] = start;
        bounds[3 * size + 1] = start + cookieLength;
        bounds[3 * size + 2] = end;
        kinds[size++] = (byte) kind.ordinal();
    }

    /** Copies one entry of another batch. */
    void add(LinkBatch from, int i) {
        add(
                from.kind(i),
                from.bytes,
                from.cookieStart(i),
                from.cookieLength(i),
                from.bytes,
                from.subjectStart(i),
                from.subjectLength(i));
    }

    void add(Kind kind, byte[] cookie, byte[] subject) {
        add(kind, cookie, 0, cookie.length, subject, 0, subject.length);
    }

    byte[] cookie(int i) {
        return Arrays.copyOfRange(bytes, cookieStart(i), cookieStart(i) + cookieLength(i));
    }

    byte[] subject(int i) {
        return Arrays.copyOfRange(bytes, subjectStart(i), subjectStart(i) + subjectLength(i));
    }

    /** Clears the batch for the next rows. */
    void clear() {
        size = 0;
        rows = 0;
        bins.clear();
    }

    Kind kind(int i) {
        return KINDS[kinds[i]];
    }

    byte[] bytes() {
        return bytes;
    }

    int cookieStart(int i) {
        return bounds[3 * i];
    }

    int cookieLength(int i) {
        return bounds[3 * i + 1] - bounds[3 * i];
    }

    int subjectStart(int i) {
        return bounds[3 * i + 1];
    }

    int subjectLength(int i) {
        return bounds[3 * i + 2] - bounds[3 * i + 1];
    }
}
