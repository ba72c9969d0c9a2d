package io.crumbless.tools.generate;

import java.util.List;

/**
 * A file written row by row: values in the order of the columns, left out where there is none, then {@link #endRow}; at
 * last {@link #finish}. Closed without it, an unfinished file remains until the caller removes the folder. Not
 * thread-safe.
 */
interface RowFile extends AutoCloseable {
    /** One item of a list of memberships. */
    record Membership(String segment, String collectedBy, long assignedAtMicros) {}

    void text(int column, String value);

    /** The first {@code length} bytes, all ASCII. */
    void ascii(int column, byte[] bytes, int length);

    void time(int column, long micros);

    void list(int column, List<String> values);

    void memberships(int column, List<Membership> values);

    /** Makes the current row malformed. Only for text formats. */
    void spoil();

    void endRow();

    /** Writes the remaining rows; returns the size of the file in bytes. */
    long finish();

    @Override
    void close();
}
