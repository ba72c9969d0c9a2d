package io.crumbless.night.delivery;

import io.crumbless.columnar.text.KeyWatch;
import org.jspecify.annotations.Nullable;

/** Takes the records of one delivery, in the order of the file. */
interface RowSink {
    /**
     * A record as text by the canonical columns, null where it has no value.
     *
     * @param position the line it starts on, or the number of the row, from 1
     * @param texts used again for the next record
     */
    void row(long position, @Nullable String[] texts);

    /**
     * A record of which every field is blank, also those that are not read: a spreadsheet leaves such rows behind.
     *
     * @param texts as of {@link #row}
     */
    default void blank(long position, @Nullable String[] texts) {
        row(position, texts);
    }

    /**
     * A record that has not the shape of its file.
     *
     * @param mayWithdraw whether it holds a word that a withdrawal or an erasure would hold
     */
    void malformed(long position, boolean mayWithdraw);

    /**
     * A record whose items cannot be read: something else stands in their place.
     *
     * @param texts of the record alone
     * @param mayWithdraw whether it may be a withdrawal or an erasure
     */
    default void misshapen(long position, @Nullable String[] texts, boolean mayWithdraw) {
        malformed(position, mayWithdraw);
    }

    /**
     * A record without items, where each item of a record is a row.
     *
     * @param texts of the record alone
     */
    default void noItems(long position, @Nullable String[] texts) {}

    /** The items of a record have all been handed on. */
    default void recordEnds() {}

    /** What keys a part of JSON Lines had. */
    default void keys(KeyWatch watch) {}

    /** The file holds nothing at all, not even a header, so nobody can distinguish it from one that was cut short. */
    default void nothing() {}
}
