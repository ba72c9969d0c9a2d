package io.crumbless.warehouse.erase;

import io.crumbless.columnar.parquet.read.SoughtTexts;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The people to search for, in any spelling of their ids. If the ids are known, checking a stored id takes a few
 * nanoseconds; if only tombstones are, about a microsecond. Each thread uses a {@link Look} of its own.
 */
final class SoughtSubjects {
    /** Shorter ids occur in dates, versions and counts by chance. */
    private static final int SHORTEST_INSIDE = 5;

    /** If only tombstones are known, the candidates inside a text: at most this many words, and this many bytes. */
    private static final int MOST_WORDS = 4;

    private static final int LONGEST_INSIDE = 64;

    /** Cache of results, because texts repeat and checking a tombstone takes a microsecond. */
    private static final int MOST_REMEMBERED = 1 << 16;

    /** The only white space of ASCII above the blank. */
    private static final byte DELETE = 0x7F;

    private static final int IN_WORD = 1;

    /** May begin an id, possibly after leading zeros. */
    private static final int BEGINS_ID = 2;

    /** By UTF-8 byte: letters, digits, and everything that is not ASCII. */
    private static final boolean[] WORD_PARTS = wordParts();

    private final Set<String> keys;
    private final long[] hashes;

    /** One bit per hash, 64 or more: rejects almost all other ids. */
    private final long[] marks;

    private final SoughtTexts sought;
    private final int[] lengths;

    /** The minimum length of a text that contains an id and something else. */
    private final int shortest;

    /** By the first byte of a text without leading blanks and zeros: whether an id may begin with it. */
    private final boolean[] beginnings;

    /** By byte: {@link #IN_WORD} and {@link #BEGINS_ID}. */
    private final byte[] kinds;

    private final @Nullable ErasedSubjects tombstones;
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    private SoughtSubjects(Collection<SubjectId> subjects, @Nullable ErasedSubjects tombstones) {
        this.tombstones = tombstones;
        this.keys = new HashSet<>();
        Set<String> spellings = new HashSet<>();
        for (SubjectId subject : subjects) {
            keys.add(subject.key());
            spellings.add(subject.value());
            spellings.add(subject.value().strip());
            spellings.add(subject.key());
            spellings.add(subject.key().toUpperCase(Locale.ROOT));
        }
        this.sought = SoughtTexts.of(spellings);
        this.hashes = table(keys);
        this.marks = marks(hashes);
        this.beginnings = beginnings(keys);
        this.kinds = kinds(beginnings);
        int[] all = keys.stream()
                .mapToInt(key -> key.getBytes(StandardCharsets.UTF_8).length)
                .distinct()
                .toArray();
        this.lengths =
                Arrays.stream(all).filter(length -> length >= SHORTEST_INSIDE).toArray();
        this.shortest = Arrays.stream(lengths).min().orElse(Integer.MAX_VALUE);
    }

    /** Searches by ids. */
    static SoughtSubjects of(Collection<SubjectId> subjects) {
        return new SoughtSubjects(subjects, null);
    }

    /** Searches by tombstones. */
    static SoughtSubjects of(ErasedSubjects tombstones) {
        return new SoughtSubjects(Set.of(), tombstones);
    }

    /** The likely spellings of the ids, for filters by equality; empty if the ids are not known. */
    Optional<SoughtTexts> spellings() {
        return tombstones == null ? Optional.of(sought) : Optional.empty();
    }

    /** Keys of the ids that were found; if only tombstones are known, of all spellings that were found. */
    Set<String> found() {
        return found;
    }

    /** Keys of the ids, if known. */
    Set<String> keys() {
        return keys;
    }

    Look look() {
        return new Look();
    }

    /** Open addressing, at most a quarter full; 0 marks a free slot. */
    private static long[] table(Set<String> keys) {
        long[] table = new long[Math.max(16, Integer.highestOneBit(Math.max(1, keys.size())) * 8)];
        for (String key : keys) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            long hash = FoldedHash.of(bytes, 0, bytes.length);
            int slot = slot(hash, table.length);
            while (table[slot] != 0 && table[slot] != hash) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = hash;
        }
        return table;
    }

    private static long[] marks(long[] hashes) {
        long[] marks = new long[hashes.length / 4];
        for (long hash : hashes) {
            if (hash != 0) {
                int bit = slot(hash, marks.length * Long.SIZE);
                marks[bit / Long.SIZE] |= 1L << bit;
            }
        }
        return marks;
    }

    /**
     * A non-ASCII letter may be spelled as a plain letter with a combining mark, so then an id may begin with any byte.
     */
    private static boolean[] beginnings(Set<String> keys) {
        boolean[] beginnings = new boolean[1 << Byte.SIZE];
        Arrays.fill(beginnings, 1 << Byte.SIZE - 1, beginnings.length, true);
        for (String key : keys) {
            char first = key.charAt(0);
            if (first >= 1 << Byte.SIZE - 1) {
                Arrays.fill(beginnings, true);
            } else {
                beginnings[first] = true;
                beginnings[Character.toUpperCase(first)] = true;
            }
        }
        return beginnings;
    }

    private static byte[] kinds(boolean[] beginnings) {
        byte[] kinds = new byte[1 << Byte.SIZE];
        for (int b = 0; b < kinds.length; b++) {
            boolean begins = beginnings[b] || b == '0';
            kinds[b] = (byte) ((WORD_PARTS[b] ? IN_WORD : 0) | (begins ? BEGINS_ID : 0));
        }
        return kinds;
    }

    private static boolean[] wordParts() {
        boolean[] parts = new boolean[1 << Byte.SIZE];
        for (int b = 0; b < parts.length; b++) {
            parts[b] = b >= 1 << Byte.SIZE - 1 || Character.isLetterOrDigit(b);
        }
        return parts;
    }

    private static int slot(long hash, int size) {
        return (int) (hash >>> 32) & size - 1;
    }

    /** Checks ids and texts. Not thread-safe. */
    final class Look {
        private byte[] last = new byte[0];
        private boolean lastMatched;
        private final Set<String> remembered = new HashSet<>();

        /** Whether a stored id is one of those searched for. */
        boolean matches(byte[] bytes, int from, int length) {
            if (tombstones == null) {
                return isKnown(bytes, from, length);
            }
            // Files are sorted, so that rows of a person are adjacent.
            if (Arrays.equals(last, 0, last.length, bytes, from, from + length)) {
                return lastMatched;
            }
            last = Arrays.copyOfRange(bytes, from, from + length);
            String text = new String(last, StandardCharsets.UTF_8);
            lastMatched = SubjectId.isValid(text) && tombstones.contains(new SubjectId(text));
            if (lastMatched) {
                found.add(new SubjectId(text).key());
            }
            return lastMatched;
        }

        /** Whether a text is one of the ids, or contains one as a word. */
        boolean standsIn(byte[] bytes, int from, int length) {
            return tombstones == null ? idStandsIn(bytes, from, length) : isMarkedIn(bytes, from, length);
        }

        /** Checks every sequence of whole words, because the lengths of the ids are not known. */
        private boolean isMarkedIn(byte[] bytes, int from, int length) {
            int end = from + length;
            if (isMarked(bytes, from, length)) {
                return true;
            }
            for (int begin = from; begin < end; begin++) {
                boolean beginsWord = isWordPart(bytes[begin]) && (begin == from || !isWordPart(bytes[begin - 1]));
                int words = 0;
                for (int to = begin + 1; beginsWord && to <= end && to - begin <= LONGEST_INSIDE; to++) {
                    boolean endsWord = isWordPart(bytes[to - 1]) && (to == end || !isWordPart(bytes[to]));
                    if (endsWord && to - begin >= SHORTEST_INSIDE && isMarked(bytes, begin, to - begin)) {
                        return true;
                    }
                    words += endsWord ? 1 : 0;
                    beginsWord = words < MOST_WORDS;
                }
            }
            return false;
        }

        private boolean isMarked(byte[] bytes, int from, int length) {
            String text = new String(bytes, from, length, StandardCharsets.UTF_8);
            if (!SubjectId.isValid(text) || remembered.contains(text)) {
                return false;
            }
            boolean marked = Objects.requireNonNull(tombstones).contains(new SubjectId(text));
            if (!marked && remembered.size() < MOST_REMEMBERED) {
                remembered.add(text);
            }
            return marked;
        }

        private boolean idStandsIn(byte[] bytes, int from, int length) {
            if (isKnown(bytes, from, length)) {
                return true;
            }
            if (length <= shortest) {
                return false;
            }
            int end = from + length;
            int before = 0;
            for (int i = from; i <= end - shortest; i++) {
                int kind = kinds[bytes[i] & 0xFF];
                boolean begins = (kind & BEGINS_ID) != 0 && (before & IN_WORD) == 0;
                if (begins && idBeginsAt(bytes, from, i, end)) {
                    return true;
                }
                before = kind;
            }
            return false;
        }

        private boolean idBeginsAt(byte[] bytes, int from, int begin, int end) {
            for (int size : lengths) {
                int behind = begin + size;
                if (behind <= end
                        && size < end - from
                        && (behind == end || !isWordPart(bytes[behind]))
                        && isKnown(bytes, begin, size)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isWordPart(byte b) {
            return WORD_PARTS[b & 0xFF];
        }

        private boolean isKnown(byte[] bytes, int from, int length) {
            int begin = from;
            int end = from + length;
            while (begin < end && isBlank(bytes[begin])) {
                begin++;
            }
            while (end > begin && isBlank(bytes[end - 1])) {
                end--;
            }
            if (begin == end || mayBeFraction(bytes, begin, end)) {
                return isKnownText(bytes, from, length);
            }
            begin += zerosBefore(bytes, begin, end);
            if (begin < end && !beginnings[bytes[begin] & 0xFF]) {
                return false;
            }
            long hash = FoldedHash.of(bytes, begin, end);
            if (hash == FoldedHash.NOT_ASCII) {
                return isKnownText(bytes, from, length);
            }
            int bit = slot(hash, marks.length * Long.SIZE);
            if ((marks[bit / Long.SIZE] >>> bit & 1) == 0) {
                return false;
            }
            for (int slot = slot(hash, hashes.length); hashes[slot] != 0; slot = slot + 1 & hashes.length - 1) {
                if (hashes[slot] == hash) {
                    return isKnownText(bytes, from, length);
                }
            }
            return false;
        }

        private static boolean isBlank(byte b) {
            return (b <= ' ' && b >= 0) || b == DELETE;
        }

        /** A number with a decimal point or an exponent may denote an integer. */
        private static boolean mayBeFraction(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                at++;
            }
            return at > from && at < to && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E');
        }

        /** The number of leading zeros of a number, not counting its last digit. */
        private static int zerosBefore(byte[] bytes, int from, int to) {
            int zeros = from;
            while (zeros < to - 1 && bytes[zeros] == '0') {
                zeros++;
            }
            for (int i = zeros; zeros > from && i < to; i++) {
                if (bytes[i] < '0' || bytes[i] > '9') {
                    return 0;
                }
            }
            return zeros - from;
        }

        private boolean isKnownText(byte[] bytes, int from, int length) {
            String text = new String(bytes, from, length, StandardCharsets.UTF_8);
            String key = SubjectId.isValid(text) ? new SubjectId(text).key() : "";
            boolean known = keys.contains(key);
            if (known) {
                found.add(key);
            }
            return known;
        }
    }
}
