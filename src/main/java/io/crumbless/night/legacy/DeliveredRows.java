package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of a delivered file of any format, as text, forward like a cursor. */
interface DeliveredRows extends AutoCloseable {
    /** Advances to the next row; false after the last. */
    boolean next() throws IOException;

    /**
     * Whether the file is entirely empty, without even a header, so that it cannot be distinguished from a truncated
     * file.
     */
    default boolean holdNothing() throws IOException {
        // A Parquet file without rows has a footer.
        return false;
    }

    /** Which keys occurred together, for formats whose rows have keys of their own. */
    default Optional<KeyWatch> keys() {
        return Optional.empty();
    }

    /** Line number in a text file, or row number in a Parquet file; starts at 1. */
    long position();

    /** Why the row cannot be read; null if it can. If not null, the values must not be read. */
    @Nullable
    LegacyRefusal refusal();

    /** Whether every column of the row is empty, including unread ones; spreadsheets export such rows. */
    default boolean isBlank() {
        return false;
    }

    /** The row's value of a wanted column, by its index; null if it has none. */
    @Nullable
    String value(int column);

    /**
     * The row's value as a time in microseconds since the epoch, or the reason why it is not a time, see {@link
     * LegacyTimes}.
     */
    default long micros(int column, LegacyTimes times) {
        return times.micros(value(column));
    }

    /** Like {@link #value}, but lists and structs keep their structure; null if there is no value. */
    @Nullable
    JsonValue nested(int column);

    /** Names of all columns of the row; in a file with a header, the same for every row. */
    List<String> columns();

    /** The spelling of a column name in the file, which may differ in case. */
    default String delivered(String column) {
        return column;
    }

    /**
     * The values of columns from the partition folders of a file, null for others; used for columns that the file
     * lacks.
     */
    static @Nullable String[] ofFolders(FileEntry file, List<WantedColumn> wanted) {
        return wanted.stream().map(column -> column.inFoldersOf(file)).toArray(String[]::new);
    }

    /** The row's value of any column by name. */
    @Nullable
    String valueOf(String column);

    @Override
    void close() throws IOException;

    /**
     * Opens a CSV or JSON Lines file, or a part of it.
     *
     * @param wanted columns that must be there, in CSV
     * @param all whether {@link #columns} will be asked for
     */
    static DeliveredRows ofText(
            LegacyFiles source, FileEntry file, TextPart part, List<WantedColumn> wanted, boolean all)
            throws IOException {
        requireUnchanged(source, file);
        InputStream in = new BufferedInputStream(part.open(file.location()), 1 << 16);
        try {
            return source.format() == Format.CSV
                    ? new CsvDeliveredRows(source, file, part, in, wanted)
                    : new JsonDeliveredRows(source, file, part, in, wanted, all);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Opens a file of any format; of a Parquet file all row groups. */
    static DeliveredRows of(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) throws IOException {
        return source.format() == Format.PARQUET
                ? new ParquetDeliveredRows(source, file, wanted)
                : ofText(source, file, TextPart.WHOLE, wanted, false);
    }

    /**
     * Fails if the size or time of the file differs from the listing: the file may be incomplete, and its balance could
     * not close.
     */
    static void requireUnchanged(LegacyFiles source, FileEntry file) {
        FileEntry now = Storage.of(file.location()).recheck(file).orElse(null);
        if (now == null || file.differsFrom(now)) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + file.location() + " of legacy source '" + source.name() + "': it was "
                            + (now == null ? "deleted" : "changed")
                            + " during the run; deliver a new version under a new name and run again");
        }
    }

    /** The failure for a column the file does not have. */
    static Failure missing(LegacyFiles source, FileEntry file, WantedColumn column, String found) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read " + file.location() + " of legacy source '" + source.name() + "': column '" + column.name()
                        + "' is missing, " + found + "; map it with columns." + column.key()
                        + (column.mayBeOptional() ? ", or call it optional" : ""));
    }
}
