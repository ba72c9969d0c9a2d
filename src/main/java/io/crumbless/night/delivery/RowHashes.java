package io.crumbless.night.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** A hash of rows that does not depend on their order: the SHA-256 of the sum of the rows' SHA-256, and of their number. */
final class RowHashes {
    private static final int WORDS = 8;
    private static final long WORD = 0xFFFFFFFFL;

    private final MessageDigest digest = sha256();
    /** 32 bits each, the lowest first. */
    private final long[] sum = new long[WORDS];

    private long rows;

    /** Adds a row. Each text is hashed with its length, so that moving text between columns changes the hash. */
    void add(@Nullable String[] texts) {
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        for (String text : texts) {
            byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            length.putInt(0, text == null ? -1 : bytes.length);
            digest.update(length.array());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        add(i -> hash.getInt(Integer.BYTES * i) & WORD);
        rows++;
    }

    /** Adds all rows of another hash. */
    void add(RowHashes others) {
        add(i -> others.sum[i]);
        rows += others.rows;
    }

    /** @param words 32 bits each, the lowest first */
    private void add(IntToLongFunction words) {
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            long word = sum[i] + words.applyAsLong(i) + carry;
            sum[i] = word & WORD;
            carry = word >>> Integer.SIZE;
        }
    }

    long rows() {
        return rows;
    }

    /** 64 lower-case hexadecimal digits. */
    String hex() {
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES * WORDS + Long.BYTES);
        for (long word : sum) {
            all.putInt((int) word);
        }
        all.putLong(rows);
        return HexFormat.of().formatHex(sha256().digest(all.array()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
