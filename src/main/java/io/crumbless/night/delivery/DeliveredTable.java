package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table, view or query of a database, read as text through a connection whose transaction somebody else keeps. */
interface DeliveredTable {
    /** @throws Failure for settings where reading it might do more than read */
    void requireHarmless();

    /** The number of rows, by the database's own count. */
    long count();

    /**
     * What nobody reads and somebody should hear of.
     *
     * @throws Failure for settings if the end of declarations seems to stand under another name
     */
    UnreadColumns unread();

    /**
     * Ranges of keys with about as many rows each; all rows where they are not shared.
     *
     * @param most how many there may be
     * @param records how many rows there are
     */
    List<KeyRange> ranges(int most, long records);

    /**
     * Hands on the rows of a range as text by the canonical columns, sorted by those that every record has, so that the same rows
     * come in the same order.
     *
     * @throws Failure for settings if a column is missing or holds what has no text
     */
    void read(KeyRange range, Consumer<@Nullable String[]> rows);
}
