package io.crumbless.tools.generate;

import java.util.List;

/**
 * A file written row by row: values in the order of the columns, without missing ones, then {@link #endRow}; finally
 * {@link #finish}. If it is closed before that, an unfinished file remains until the caller deletes it. Not
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
