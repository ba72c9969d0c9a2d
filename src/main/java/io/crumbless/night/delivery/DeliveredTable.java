package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table, view or query of a database, read as text through a connection whose transaction the caller manages. */
interface DeliveredTable {
    /** @throws Failure for settings if reading it might have side effects */
    void requireHarmless();

    /** The number of rows, as counted by the database. */
    long count();

    /**
     * The unread columns that should be reported.
     *
     * @throws Failure for settings if the end of declarations seems to have another column name
     */
    UnreadColumns unread();

    /**
     * Ranges of keys with about the same number of rows; one range of all rows if they are read by one connection.
     *
     * @param most maximum number of ranges
     * @param records number of rows
     */
    List<KeyRange> ranges(int most, long records);

    /**
     * Passes on the rows of a range as text by the canonical columns, sorted by the columns that every record has, so
     * that the order of equal rows is stable.
     *
     * @throws Failure for settings if a column is missing or contains values that cannot be converted to text
     */
    void read(KeyRange range, Consumer<@Nullable String[]> rows);
}
