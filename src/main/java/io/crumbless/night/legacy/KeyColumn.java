package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.kernel.profile.IdFold;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the column of cookie ids or subject ids and returns the ordinals of the subjects. A dictionary entry is looked
 * up once per row group; of plain values, equal neighbours are looked up once. Not thread-safe.
 *
 * <p>Strategy: the table of links is larger than any cache, so a lookup mostly waits for memory. The column therefore
 * reads ahead by a block: it computes all fingerprints first and then looks them all up, so that many memory accesses
 * overlap.
 */
final class KeyColumn {
    /** In addition to the answers of {@link LinkTable}: the row has no key. */
    static final int MISSING = -3;

    static final int UNDECODABLE = -4;

    private static final int UNSEEN = Integer.MIN_VALUE;

    /** The row's answer is that of the next fingerprint in the block. */
    private static final int PENDING = UNSEEN + 1;

    /** The row's answer equals that of the row before. */
    private static final int AS_BEFORE = UNSEEN + 2;

    /** Not linked in this spelling, but in another one. */
    private static final int OTHERWISE = UNSEEN + 3;

    /** Enough to keep memory busy, few enough to stay in the first cache. */
    private static final int BLOCK = 256;

    private final LinkTable links;
    private final boolean subjects;
    private final IdFold fold;
    private final SpellingWatch watch;
    private final KeyKindSample sample;
    private final Fingerprint hasher;
    private final ColumnCursor cursor;
    private final boolean isText;
    private final int[] byDictionaryId;
    private byte[] last = new byte[64];
    private int lastLength = -1;

    private final int[] answers = new int[BLOCK];
    private final long[] highs = new long[BLOCK];
    private final long[] lows = new long[BLOCK];
    private int at = -1;
    private int filled;
    private int lastAnswer = MISSING;

    KeyColumn(
            LinkTable links,
            MembershipSource source,
            Fingerprint hasher,
            ColumnCursor cursor,
            SpellingWatch watch,
            KeyKindSample sample) {
        this.watch = watch;
        this.sample = sample;
        this.links = links;
        this.subjects = source.keyedBySubject();
        this.fold = source.keys();
        this.hasher = hasher;
        this.cursor = cursor;
        // A UUID counts as text, but is stored as 16 bytes.
        this.isText =
                cursor.info().kind() == ColumnKind.TEXT && cursor.info().type().startsWith("BINARY");
        this.byDictionaryId = new int[cursor.dictionarySize()];
        Arrays.fill(byDictionaryId, UNSEEN);
    }

    /** Advances to the next row; false after the last. */
    boolean next() {
        at++;
        if (at == filled) {
            fill();
            at = 0;
        }
        return filled > 0;
    }

    /** The ordinal of the current row's subject, or the reason why there is none. */
    int subject() {
        return answers[at];
    }

    private void fill() {
        int rows = 0;
        int pending = 0;
        while (rows < BLOCK && cursor.next()) {
            int answer = begin(pending);
            pending += answer == PENDING ? 1 : 0;
            answers[rows++] = answer;
        }
        finish(rows);
        filled = rows;
    }

    /** The answer for the row if no look-up is needed; otherwise stores its fingerprint for the block. */
    private int begin(int pending) {
        if (cursor.isNull()) {
            return MISSING;
        }
        int id = cursor.dictionaryId();
        if (id < 0) {
            return isText ? beginBytes(pending) : counted(lookUp(cursor.text()));
        }
        int answer = byDictionaryId[id];
        if (answer == UNSEEN) {
            answer = lookUp(cursor.text());
            byDictionaryId[id] = answer;
        }
        return counted(answer);
    }

    private int beginBytes(int pending) {
        byte[] bytes = cursor.bytesArray();
        int offset = cursor.bytesOffset();
        int length = cursor.bytesLength();
        if (length == lastLength && Arrays.equals(bytes, offset, offset + length, last, 0, length)) {
            return AS_BEFORE;
        }
        if (sample.isOpen()
                || !DeliveredText.isPlain(bytes, offset, length)
                || !fold.keeps(bytes, offset, offset + length)
                || (!subjects && watch.mayBeOtherwise(bytes, offset, offset + length))) {
            return counted(lookUp(cursor.text()));
        }
        if (subjects) {
            int ordinal = links.ordinalOf(bytes, offset, length, hasher);
            return hasher.ascii ? ordinal : counted(lookUp(cursor.text()));
        }
        hasher.take(bytes, offset, length);
        if (!hasher.ascii) {
            // It may not be text at all, regardless of its encoding in the file.
            return counted(lookUp(cursor.text()));
        }
        if (last.length < length) {
            last = new byte[2 * length];
        }
        System.arraycopy(bytes, offset, last, 0, length);
        lastLength = length;
        highs[pending] = hasher.high;
        lows[pending] = hasher.low;
        return PENDING;
    }

    private void finish(int rows) {
        int pending = 0;
        for (int row = 0; row < rows; row++) {
            if (answers[row] == PENDING) {
                lastAnswer = links.subjectOf(highs[pending], lows[pending]);
                pending++;
                answers[row] = lastAnswer;
            } else if (answers[row] == AS_BEFORE) {
                answers[row] = lastAnswer;
            }
        }
    }

    private int counted(int answer) {
        if (answer != OTHERWISE) {
            return answer;
        }
        watch.count();
        return LinkTable.UNLINKED;
    }

    private int lookUp(@Nullable String text) {
        String key = DeliveredText.id(DeliveredText.of(text));
        if (key == null) {
            return text == null ? UNDECODABLE : MISSING;
        }
        byte[] bytes = DeliveredText.bytes(fold.key(key));
        int subject = subjects
                ? links.ordinalOf(bytes, 0, bytes.length, hasher)
                : links.subjectOf(bytes, 0, bytes.length, hasher);
        if (sample.isOpen()) {
            sample.take(bytes, subject);
        }
        if (subjects) {
            return subject;
        }
        return subject == LinkTable.UNLINKED && watch.isOtherwise(bytes, 0, bytes.length) ? OTHERWISE : subject;
    }
}
