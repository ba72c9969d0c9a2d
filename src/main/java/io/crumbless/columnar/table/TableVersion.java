package io.crumbless.columnar.table;

import io.crumbless.columnar.text.JsonValue;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * A table, or a file, as it was at one moment: whatever is written to it later is not seen. Records that were deleted from the
 * table are not among its records.
 */
public interface TableVersion extends AutoCloseable {
    /** Takes one record after the other. */
    @FunctionalInterface
    interface Records {
        void next(JsonValue.Struct record) throws IOException;
    }

    /** Which one it is, for people and for the identity of a run: {@code version 12}; empty for a file. */
    String version();

    /** How many records its metadata state, counted without reading them; empty where they do not say. */
    OptionalLong records();

    /**
     * Reads every record, with all of its columns, in the table's own order of columns.
     *
     * @throws UnreadTableException if something in it cannot be read, by name
     * @throws IOException if a file of it is missing, cut short or damaged
     */
    void read(Records records) throws IOException;

    @Override
    void close() throws IOException;
}
