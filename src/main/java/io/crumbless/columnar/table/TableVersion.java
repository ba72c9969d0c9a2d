package io.crumbless.columnar.table;

import io.crumbless.columnar.text.JsonValue;
import java.io.IOException;
import java.util.OptionalLong;

/** A table, or a file, at one version: later changes are not visible. Deleted records are not returned. */
public interface TableVersion extends AutoCloseable {
    /** Receives records. */
    @FunctionalInterface
    interface Records {
        void next(JsonValue.Struct record) throws IOException;
    }

    /** The version, for messages and for the identity of a run: {@code version 12}; empty for a file. */
    String version();

    /** The number of records in the metadata, without reading them; empty if it is not there. */
    OptionalLong records();

    /**
     * Reads every record, with all columns, in the table's own order of columns.
     *
     * @throws UnreadTableException if it contains something unsupported
     * @throws IOException if a file is missing, truncated or damaged
     */
    void read(Records records) throws IOException;

    @Override
    void close() throws IOException;
}
