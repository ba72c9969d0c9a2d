package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.read.ParquetInputException.Reason;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A Parquet file, opened: its columns and its row groups. Reads files of other engines as well as our own.
 *
 * <p>The footer is read once. Immutable and thread-safe; each row group is read through a {@link RowGroupReader} of its
 * own. An unreadable file is reported as {@link ParquetInputException}, a failure of the file system as {@link
 * io.crumbless.columnar.storage.StorageException}.
 */
public final class ParquetTable {
    private final FileEntry file;
    private final Footer footer;
    private final Map<String, Leaf> leaves;
    private final long rows;

    private ParquetTable(FileEntry file, Footer footer) {
        this.file = file;
        this.footer = footer;
        this.leaves = Leaves.of(footer.schema(), footer.unreadable());
        this.rows = footer.rows();
    }

    public static ParquetTable open(Location location) {
        return open(location, true);
    }

    /**
     * As {@link #open}, for callers who read only the first column, or few of many row groups: footer entries of other
     * columns are parsed and checked on demand; in a file with hundreds of columns they take most of the time of
     * opening it.
     */
    public static ParquetTable openForFew(Location location) {
        return open(location, false);
    }

    private static ParquetTable open(Location location, boolean whole) {
        FileEntry file = Storage.of(location).stat(location);
        StorageInputFile input = new StorageInputFile(location, file.size());
        try (SeekableInputStream stream = input.newStream()) {
            return new ParquetTable(file, Footer.read(file, stream, whole));
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(location, "the footer", e);
        }
    }

    public Location location() {
        return file.location();
    }

    /** Size and modification time of the file when it was opened. */
    public FileEntry file() {
        return file;
    }

    /** In the order of the file. */
    public List<ColumnInfo> columns() {
        return leaves.values().stream().map(Leaf::info).toList();
    }

    /** Key-value metadata of the writer. */
    public Map<String, String> metadata() {
        return footer.metadata();
    }

    public long rows() {
        return rows;
    }

    public int rowGroups() {
        return footer.rowGroups();
    }

    public long rowsIn(int rowGroup) {
        return footer.rowsIn(rowGroup);
    }

    /** Compressed size of a row group, all columns. */
    public long bytesIn(int rowGroup) {
        return footer.bytesIn(rowGroup);
    }

    /**
     * One column, by its name.
     *
     * @throws ParquetInputException if it is missing (the message lists the columns) or unsupported
     */
    public ColumnInfo column(String name) {
        return leaf(name).info();
    }

    /** Every field of the schema as stored, groups before their fields. */
    public List<StoredField> fields() {
        return ChunkFacts.fields(footer.schema(), "");
    }

    /** Names of the columns of a row group with statistics in the footer or in a page index. */
    public List<String> columnsWithBounds(int rowGroup) {
        try {
            return new ChunkFacts(footer).withBounds(rowGroup, leaves);
        } catch (IOException | RuntimeException e) {
            throw RowGroupPlace.failure(file.location(), "the page index of row group " + rowGroup, e);
        }
    }

    public boolean hasBloomFilter(int rowGroup, String column) {
        return new ChunkFacts(footer).hasBloomFilter(rowGroup, leaf(column));
    }

    /**
     * Where a text is relative to a row group, by the statistics of a column: negative before all of its rows, positive
     * after all, 0 among them or if that is unknown.
     *
     * @param column a column of kind {@link ColumnKind#TEXT}
     */
    public int side(int rowGroup, String column, String text) {
        return new ChunkFacts(footer).side(rowGroup, leaf(column), text);
    }

    /**
     * Whether the row group may contain the text, by the statistics and the bloom filter of the column, if it has them.
     * Nothing is decoded.
     *
     * @param column a column of kind {@link ColumnKind#TEXT}
     */
    public boolean mayHold(int rowGroup, String column, String text) {
        return mayHoldAny(rowGroup, column, SoughtTexts.of(text));
    }

    /** As {@link #mayHold}, for any of several texts; the bloom filter is read once. */
    public boolean mayHoldAny(int rowGroup, String column, SoughtTexts texts) {
        try (TableLookup lookup = open(new Decompressors())) {
            return lookup.mayHoldAny(rowGroup, column, texts);
        }
    }

    /** Reads columns of a row group into memory, as stored; the caller closes the reader. */
    public RowGroupReader rowGroup(int rowGroup, List<String> columns) {
        List<Leaf> wanted = columns.stream().distinct().map(this::leaf).toList();
        requireUnchanged();
        RowGroupPlace place = new RowGroupPlace(file.location(), rowGroup);
        StorageInputFile input = new StorageInputFile(file.location(), file.size());
        try (SeekableInputStream stream = input.newStream()) {
            RowGroupReader reader = RowGroupReader.read(stream, footer, wanted, place);
            requireUnchanged();
            return reader;
        } catch (IOException e) {
            throw RowGroupPlace.failure(file.location(), "row group " + rowGroup, e);
        } catch (ParquetInputException e) {
            // A file that is being overwritten appears to be damaged.
            requireUnchanged();
            throw e;
        }
    }

    /**
     * The range of rows of a row group that may contain a text, by the page index of a sorted column: all rows if there
     * is no page index.
     *
     * @param column a column of kind {@link ColumnKind#TEXT}
     */
    public RowSpan rowsThatMayHold(int rowGroup, String column, String text) {
        try (TableLookup lookup = open(new Decompressors())) {
            return lookup.rowsThatMayHold(rowGroup, column, text);
        }
    }

    /** Opens some rows of a row group; each column is read on demand. The caller closes the reader. */
    public RowsReader rows(int rowGroup, RowSpan span) {
        return lookup(new Decompressors()).rowsAlone(rowGroup, span);
    }

    /**
     * Opens the file for several look-ups of one text. The caller closes it.
     *
     * @param decompressors of the caller, who may share them among tables
     * @throws ParquetInputException if the file has changed since the table was opened
     */
    public TableLookup lookup(Decompressors decompressors) {
        TableLookup lookup = open(decompressors);
        try {
            // After opening, because a file that replaces it from now on is not read.
            requireUnchanged();
            return lookup;
        } catch (RuntimeException e) {
            lookup.close();
            throw e;
        }
    }

    private TableLookup open(Decompressors decompressors) {
        return new TableLookup(
                this, footer, new StorageInputFile(file.location(), file.size()).newStream(), decompressors);
    }

    ColumnChunkMetaData chunk(int rowGroup, Leaf leaf) {
        return footer.chunk(rowGroup, leaf);
    }

    /** Opens the file for scans of texts; the caller closes it. */
    public StoredTexts texts() {
        return new StoredTexts(this, footer, new StorageInputFile(file.location(), file.size()).newStream());
    }

    private void requireUnchanged() {
        FileEntry now = Storage.of(file.location()).recheck(file).orElse(null);
        if (now == null || file.differsFrom(now)) {
            String what = now == null ? "deleted" : "changed (from " + file.size() + " to " + now.size() + " bytes)";
            throw new ParquetInputException(
                    file.location(),
                    Reason.CHANGED,
                    "it was " + what + " while being read; deliver a new version under a new name and run again",
                    null);
        }
    }

    boolean has(String name) {
        return leaves.containsKey(name);
    }

    Leaf leaf(String name) {
        Leaf leaf = leaves.get(name);
        if (leaf == null) {
            throw new ParquetInputException(
                    file.location(),
                    Reason.MISSING_COLUMN,
                    "column '" + name + "' is missing, found " + leaves.keySet(),
                    null);
        }
        if (leaf.info().kind() == ColumnKind.UNSUPPORTED) {
            throw new ParquetInputException(
                    file.location(),
                    Reason.UNSUPPORTED,
                    "column '" + name + "' of type " + leaf.info().type()
                            + " cannot be read; deliver text, numbers, dates, timestamps, or one list of them",
                    null);
        }
        return leaf;
    }

    public static ParquetReadOptions options() {
        return ParquetReadOptions.builder(new PlainParquetConfiguration(new LinkedHashMap<>()))
                .build();
    }
}
