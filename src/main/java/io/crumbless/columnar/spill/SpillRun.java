package io.crumbless.columnar.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorted records that can be read from any position, with their symbols. Thread-safe; each thread uses cursors of its
 * own.
 */
public abstract class SpillRun {
    private final List<String> symbols;
    private final @Nullable Object[] meanings;

    SpillRun(List<String> symbols) {
        this.symbols = symbols;
        this.meanings = new Object[symbols.size()];
    }

    /** The texts of symbols by their numbers. */
    public List<String> symbols() {
        return Collections.unmodifiableList(symbols);
    }

    /** Size of the records in bytes. */
    public abstract long recordBytes();

    /**
     * Reads bytes of the records.
     *
     * @param at offset of the first byte within the records
     * @return number of bytes read; at least one unless the end is reached
     */
    abstract int read(ByteBuffer into, long at) throws IOException;

    /**
     * Offset of a record whose key is not greater than the given one, with no such record after it in the index; 0 if
     * there is none.
     */
    abstract long seek(byte @Nullable [] from);

    @Nullable
    String symbol(int id) {
        return id < 0 ? null : symbols.get(id);
    }

    /** The cached object of a symbol, or null. A race may create it twice, which does no harm. */
    @Nullable
    Object meaning(int id) {
        return meanings[id];
    }

    void remember(int id, Object meaning) {
        meanings[id] = meaning;
    }
}
