package io.crumbless.legacy;

import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ColumnKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The column of cookie ids or subject ids, as ordinals of subjects. A dictionary entry is looked up once per row group;
 * of values that stand for themselves, neighbours that agree are looked up once. For one thread.
 */
final class KeyColumn {
    /** Beside the answers of {@link LinkTable}: the row has no key. */
    static final int MISSING = -3;

    static final int UNDECODABLE = -4;

    private static final int UNSEEN = Integer.MIN_VALUE;

    private final LinkTable links;
    private final boolean subjects;
    private final Fingerprint hasher;
    private final ColumnCursor cursor;
    private final boolean isText;
    private final int[] byDictionaryId;
    private byte[] last = new byte[64];
    private int lastLength = -1;
    private int lastAnswer;

    KeyColumn(LinkTable links, boolean subjects, Fingerprint hasher, ColumnCursor cursor) {
        this.links = links;
        this.subjects = subjects;
        this.hasher = hasher;
        this.cursor = cursor;
        // A UUID is text by kind, but stored as 16 bytes.
        this.isText =
                cursor.info().kind() == ColumnKind.TEXT && cursor.info().type().startsWith("BINARY");
        this.byDictionaryId = new int[cursor.dictionarySize()];
        Arrays.fill(byDictionaryId, UNSEEN);
    }

    /** The ordinal of the current row's subject, or why there is none. */
    int subject() {
        if (cursor.isNull()) {
            return MISSING;
        }
        int id = cursor.dictionaryId();
        if (id < 0) {
            return isText ? subjectOfBytes() : lookUp(cursor.text());
        }
        int answer = byDictionaryId[id];
        if (answer == UNSEEN) {
            answer = isText ? subjectOfBytes() : lookUp(cursor.text());
            byDictionaryId[id] = answer;
        }
        return answer;
    }

    private int subjectOfBytes() {
        byte[] bytes = cursor.bytesArray();
        int offset = cursor.bytesOffset();
        int length = cursor.bytesLength();
        if (length == lastLength && Arrays.equals(bytes, offset, offset + length, last, 0, length)) {
            return lastAnswer;
        }
        int answer =
                DeliveredText.isPlain(bytes, offset, length) ? lookUp(bytes, offset, length) : lookUp(cursor.text());
        if (last.length < length) {
            last = new byte[2 * length];
        }
        System.arraycopy(bytes, offset, last, 0, length);
        lastLength = length;
        lastAnswer = answer;
        return answer;
    }

    private int lookUp(@Nullable String text) {
        String key = DeliveredText.of(text);
        if (key == null) {
            return text == null ? UNDECODABLE : MISSING;
        }
        byte[] bytes = DeliveredText.bytes(key);
        return lookUp(bytes, 0, bytes.length);
    }

    private int lookUp(byte[] bytes, int offset, int length) {
        return subjects
                ? links.ordinalOf(bytes, offset, length, hasher)
                : links.subjectOf(bytes, offset, length, hasher);
    }
}
