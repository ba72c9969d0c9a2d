package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.SubjectId;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps cookie ids to subjects, through links that the policy trusts, and records who has opted out. Built by
 * {@link LinkTableBuilder}; immutable and thread-safe.
 *
 * <p>Subjects have dense numbers, <em>ordinals</em>, in the order of the UTF-8 bytes of their ids. The table contains
 * the subjects reached by links and those named by sources keyed by subject.
 *
 * <p>Cookie ids are stored as 128-bit fingerprints in one array with linear probing. The two words of the fingerprint
 * and the word of the answer are adjacent, so that a lookup usually touches one cache line. Measured with 1.2 million
 * links: 48 MB, 15 million lookups per second and thread.
 */
public final class LinkTable implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No trusted link names the cookie. */
    public static final int UNLINKED = -1;

    /** The cookie reaches two people: a shared device. */
    public static final int AMBIGUOUS = -2;

    static final int WORDS = 3;

    /** During construction: 40 for the fingerprint, 24 for the subject, 8 for the books, 8 for the key. */
    private static final long BYTES_PER_LINK = 80;

    private final long[] table;
    private final int capacity;
    private final SubjectArena subjects;
    private final BitSet optedOut;
    private final Fingerprint hash;
    private final SortedMap<String, RowTally> tallies;
    private final long optOutsOtherwiseSpelt;
    private final long customersAsCookies;
    private final SortedMap<String, Long> swappedOptOuts;
    private final LinkedSpellings spellings;
    private final List<ReachedOptOut> optOuts;

    /** @param table per slot the fingerprint and the answer: ordinal + 2, 1 for ambiguous, 0 for a free slot */
    LinkTable(
            long[] table,
            SubjectArena subjects,
            BitSet optedOut,
            Fingerprint hash,
            SortedMap<String, RowTally> tallies,
            long optOutsOtherwiseSpelt,
            long customersAsCookies,
            SortedMap<String, Long> swappedOptOuts,
            LinkedSpellings spellings,
            List<ReachedOptOut> optOuts) {
        this.optOuts = List.copyOf(optOuts);
        this.spellings = spellings;
        this.table = table;
        this.capacity = table.length / WORDS;
        this.subjects = subjects;
        this.optedOut = optedOut;
        this.hash = hash;
        this.tallies = tallies;
        this.optOutsOtherwiseSpelt = optOutsOtherwiseSpelt;
        this.customersAsCookies = customersAsCookies;
        this.swappedOptOuts = swappedOptOuts;
    }

    /** The approximate memory for building a table of this many links. */
    public static long bytesFor(long links) {
        return links * BYTES_PER_LINK;
    }

    /** The ordinal of the subject the cookie reaches, {@link #UNLINKED} or {@link #AMBIGUOUS}. */
    public int subjectOf(byte[] cookie, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, cookie.length);
        return subjectOf(cookie, offset, length, hasher());
    }

    int subjectOf(byte[] cookie, int offset, int length, Fingerprint hasher) {
        hasher.take(cookie, offset, length);
        return subjectOf(hasher.high, hasher.low);
    }

    /** The answer for the fingerprint of a cookie. */
    int subjectOf(long high, long low) {
        int slot = slot(high, capacity);
        while (true) {
            int at = WORDS * slot;
            long answer = table[at + 2];
            if (answer == 0 || (table[at] == high && table[at + 1] == low)) {
                return answer == 0 ? UNLINKED : answer == 1 ? AMBIGUOUS : (int) answer - 2;
            }
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
    }

    /** The ordinal of the subject with that id; {@link #UNLINKED} if no link and no source named it. */
    public int ordinalOf(byte[] subjectId, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, subjectId.length);
        return ordinalOf(subjectId, offset, length, hasher());
    }

    int ordinalOf(byte[] subjectId, int offset, int length, Fingerprint hasher) {
        return subjects.find(subjectId, offset, length, hasher);
    }

    /** The number of subjects; ordinals run from 0 to one less. */
    public int subjects() {
        return subjects.count();
    }

    public SubjectId subject(int ordinal) {
        return subject(subjects, ordinal);
    }

    static SubjectId subject(SubjectArena subjects, int ordinal) {
        int start = subjects.start(ordinal);
        return new SubjectId(
                new String(subjects.bytes(), start, subjects.end(ordinal) - start, StandardCharsets.UTF_8));
    }

    /** The UTF-8 bytes of the subject's id. */
    public byte[] subjectBytes(int ordinal) {
        byte[] copy = new byte[subjectLength(ordinal)];
        copySubject(ordinal, copy, 0);
        return copy;
    }

    /** Length of the UTF-8 bytes of the subject's id. */
    public int subjectLength(int ordinal) {
        return subjects.end(ordinal) - subjects.start(ordinal);
    }

    /** Copies the UTF-8 bytes of the subject's id; returns their number. */
    public int copySubject(int ordinal, byte[] target, int offset) {
        int length = subjectLength(ordinal);
        System.arraycopy(subjects.bytes(), subjects.start(ordinal), target, offset, length);
        return length;
    }

    /** Whether the subject opted out of legacy values, by id or by a cookie that reaches it. */
    public boolean optedOut(int ordinal) {
        return optedOut.get(ordinal);
    }

    /** Opt-outs of sale, sharing and sensitive uses, one for each person that a row reaches. */
    public List<ReachedOptOut> scopedOptOuts() {
        return optOuts;
    }

    /** Where the rows of each source of links or opt-outs ended, by name of the source. */
    public Map<String, RowTally> tallies() {
        return tallies;
    }

    /** How many opt-outs reached a subject or a cookie in a different spelling. */
    public long optOutsOtherwiseSpelt() {
        return optOutsOtherwiseSpelt;
    }

    /** How many customers of a sample occur as cookies of others. */
    public long customersAsCookies() {
        return customersAsCookies;
    }

    /**
     * Per source, how many opt-outs seem to have swapped columns: a customer named as the cookie or a cookie as the
     * customer. Numeric ids are not counted.
     */
    public SortedMap<String, Long> swappedOptOuts() {
        return swappedOptOuts;
    }

    /** How many cookie ids were linked in more than one spelling. */
    public long cookiesInSeveralSpellings() {
        return spellings.inSeveral();
    }

    /** The spellings of the linked cookie ids. */
    LinkedSpellings spellings() {
        return spellings;
    }

    public Optional<RowTally> tally(String source) {
        @Nullable RowTally tally = tallies.get(source);
        return Optional.ofNullable(tally);
    }

    /** A hasher with the key of this table, for one thread. */
    Fingerprint hasher() {
        return hash.another();
    }

    /** The first slot to look at: the upper half of the fingerprint's first word, scaled to the capacity. */
    static int slot(long high, int capacity) {
        return (int) (((high >>> 32) * capacity) >>> 32);
    }
}
