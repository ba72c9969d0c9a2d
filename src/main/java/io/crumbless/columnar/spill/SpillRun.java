package io.crumbless.columnar.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorted records that may be read from any place, and the symbols in them. Safe for several threads, each with cursors of its own. */
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

    /** How many bytes the records take. */
    public abstract long recordBytes();

    /**
     * Reads record bytes.
     *
     * @param at of the first byte, from the beginning of the records
     * @return how many; at least one unless there are no more
     */
    abstract int read(ByteBuffer into, long at) throws IOException;

    /** Offset of a record whose key is not greater than the given one, with none between; 0 where there is none. */
    abstract long seek(byte @Nullable [] from);

    @Nullable
    String symbol(int id) {
        return id < 0 ? null : symbols.get(id);
    }

    /** What a symbol stands for, as the caller made it before, or null. A race at worst makes it twice. */
    @Nullable
    Object meaning(int id) {
        return meanings[id];
    }

    void remember(int id, Object meaning) {
        meanings[id] = meaning;
    }
}
