package io.crumbless.night.delivery;

import io.crumbless.columnar.text.KeyWatch;
import org.jspecify.annotations.Nullable;

/** Receives the records of one delivery, in the order of the file. */
interface RowSink {
    /**
     * A record as text by the canonical columns, null where it has no value.
     *
     * @param position the line it starts on, or the number of the row, from 1
     * @param texts reused for the next record
     */
    void row(long position, @Nullable String[] texts);

    /**
     * A record in which every field is blank, including unread ones, as exported by spreadsheets.
     *
     * @param texts as in {@link #row}
     */
    default void blank(long position, @Nullable String[] texts) {
        row(position, texts);
    }

    /**
     * A record that does not have the shape of its file.
     *
     * @param mayWithdraw whether it contains a word of withdrawals or erasures
     */
    void malformed(long position, boolean mayWithdraw);

    /**
     * A record whose items cannot be read, because something else is in their place.
     *
     * @param texts of the record alone
     * @param mayWithdraw whether it may be a withdrawal or an erasure
     */
    default void misshapen(long position, @Nullable String[] texts, boolean mayWithdraw) {
        malformed(position, mayWithdraw);
    }

    /**
     * A record without items, if each item of a record is a row.
     *
     * @param texts of the record alone
     */
    default void noItems(long position, @Nullable String[] texts) {}

    /** All items of the record were passed on. */
    default void recordEnds() {}

    /** The keys in a part of JSON Lines. */
    default void keys(KeyWatch watch) {}

    /** The file is empty, without even a header, and so indistinguishable from a truncated one. */
    default void nothing() {}
}
