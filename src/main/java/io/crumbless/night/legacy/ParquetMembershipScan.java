package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.FileEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the memberships of some row groups of a Parquet file column by column. Not thread-safe.
 *
 * <p>Strategy: names are mapped to small numbers once per dictionary entry, so that the kind of a value is found by
 * array index; a cookie is looked up once per dictionary entry or sequence of equal neighbours. Columns that only
 * provided values need are decoded lazily. The row loops allocate nothing. {@link TextMembershipScan} implements the
 * same rules plainly; a test compares the two.
 */
final class ParquetMembershipScan {
    final MembershipSource source;
    final FileEntry file;
    final ValueDesk desk;
    final LegacyTimes times;
    final NameColumn names = new NameColumn();
    final NameColumn methods = new NameColumn();
    final NameColumn systems = new NameColumn();
    final KindTable kinds;

    /** Names of the columns of the file. */
    List<String> found = List.of();

    private final LinkTable links;
    private final Fingerprint hasher;

    /** Position of the first row of the current row group. */
    private long firstPosition = 1;

    /** @param source with column names as spelt in the file */
    ParquetMembershipScan(MembershipSource source, FileEntry file, LinkTable links, KindBook book, ValueDesk desk) {
        this.source = source;
        this.file = file;
        this.links = links;
        this.desk = desk;
        this.times = new LegacyTimes(source.files());
        this.hasher = links.hasher();
        this.kinds = new KindTable(book, methods, systems);
    }

    MembershipTally scan(MembershipSplit split, ParquetTable table) {
        ParquetMembershipColumns.require(table, source, file);
        found = table.columns().stream().map(ColumnInfo::name).toList();
        List<ParquetMembershipColumns.WideValue> wide =
                source.shape() == Shape.WIDE ? ParquetMembershipColumns.wideValues(table, source, file) : List.of();
        List<String> columns = new ArrayList<>();
        ParquetMembershipColumns.wanted(source).stream()
                .map(WantedColumn::name)
                .filter(found::contains)
                .forEach(columns::add);
        wide.forEach(value -> columns.add(value.column()));
        for (int group = 0; group < split.fromRowGroup(); group++) {
            firstPosition += table.rowsIn(group);
        }
        long rows = 0;
        try {
            for (int group = split.fromRowGroup(); group < split.toRowGroup(); group++) {
                try (RowGroupReader reader = table.rowGroup(group, columns)) {
                    rows += read(reader, wide);
                    desk.advanced(rows);
                    firstPosition += reader.rows();
                }
            }
        } catch (ParquetInputException e) {
            throw ParquetColumns.failure(source.files(), e);
        }
        return desk.tally(rows);
    }

    private long read(RowGroupReader reader, List<ParquetMembershipColumns.WideValue> wide) {
        KeyColumn key = new KeyColumn(links, source, hasher, reader.column(source.key()), desk.watch(), desk.keys());
        MembershipRowGroup rows = new MembershipRowGroup(this, reader, key, firstPosition);
        return switch (source.shape()) {
            case MEMBERSHIP, TALL -> new SingleValueRows(rows).read();
            case LIST -> new ListValueRows(rows).read();
            case WIDE -> new WideValueRows(rows, wide).read();
        };
    }
}
