package io.crumbless.columnar.parquet.write;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Caches results by the bytes they were computed from. Of several contents with one checksum, the last is kept.
 *
 * @param <V> what was made
 */
public final class ContentCache<V> {
    private final CRC32C crc = new CRC32C();
    private final Map<Long, Entry<V>> entries = new HashMap<>();

    private record Entry<V>(byte[] content, V made) {}

    /** The result for {@code bytes[from, from + length)}; null if it is not cached. */
    @Nullable
    public V get(byte[] bytes, int from, int length) {
        Entry<V> entry = entries.get(checksum(bytes, from, length));
        if (entry == null || !Arrays.equals(entry.content, 0, entry.content.length, bytes, from, from + length)) {
            return null;
        }
        return entry.made;
    }

    public void put(byte[] bytes, int from, int length, V made) {
        entries.put(checksum(bytes, from, length), new Entry<>(Arrays.copyOfRange(bytes, from, from + length), made));
    }

    private long checksum(byte[] bytes, int from, int length) {
        crc.reset();
        crc.update(bytes, from, length);
        return crc.getValue();
    }

    void clear() {
        entries.clear();
    }
}
