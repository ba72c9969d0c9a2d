package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.CompactThrift;
import io.crumbless.columnar.parquet.format.DamagedFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.jspecify.annotations.Nullable;

/**
 * Positions of the row groups in the bytes of a footer, so that they can be parsed separately.
 *
 * <p>Field ids: parquet.thrift of the Parquet format, 2.12.
 */
final class FooterLayout {
    private final byte[] bytes;
    private final CompactThrift footer;
    private final List<Group> groups = new ArrayList<>();
    private final Map<Integer, Map<Integer, String>> unsupported = new HashMap<>();
    private final FooterSchema schema;
    private final long rows;
    private int listStart = -1;
    private int listEnd = -1;

    /**
     * Positions of one row group in the footer.
     *
     * @param columnsStart start of the list of its columns; the first of them ends at {@code firstColumnEnd}
     */
    private record Group(
            int start,
            int end,
            int columnsStart,
            int firstColumnStart,
            int firstColumnEnd,
            int columnsEnd,
            long rows) {}

    /**
     * Constants of enumerations that are not known become others in the bytes; the columns that have them cannot be
     * read.
     *
     * @throws DamagedFile if the footer is malformed, or its row counts contradict each other
     */
    FooterLayout(byte[] bytes) {
        this.bytes = bytes;
        this.footer = new CompactThrift(bytes, 0, bytes.length);
        @Nullable FooterSchema fields = null;
        long allRows = -1;
        footer.begin();
        while (footer.next()) {
            switch (footer.field()) {
                case 2 -> fields = FooterSchema.read(footer);
                case 3 -> allRows = footer.number();
                case 4 -> readGroups();
                default -> footer.skip();
            }
        }
        if (fields == null) {
            throw new DamagedFile("it has no schema");
        }
        this.schema = fields;
        this.rows = requireSameRows(allRows);
    }

    /** The row count of the file must equal that of its row groups. */
    private long requireSameRows(long all) {
        long sum = 0;
        for (Group group : groups) {
            sum = group.rows() < 0 || sum > Long.MAX_VALUE - group.rows() ? -1 : sum + group.rows();
            if (sum < 0) {
                throw new DamagedFile("a row group of " + group.rows() + " rows");
            }
        }
        if (all != sum) {
            throw new DamagedFile("it speaks of " + all + " rows, its " + groups.size() + " row groups of " + sum);
        }
        return sum;
    }

    private void readGroups() {
        if (listStart >= 0) {
            throw new DamagedFile("it lists its row groups twice");
        }
        listStart = footer.position();
        int size = footer.list(CompactThrift.STRUCT);
        for (int i = 0; i < size; i++) {
            groups.add(readGroup());
        }
        listEnd = footer.position();
    }

    private Group readGroup() {
        int start = footer.position();
        int columnsStart = start;
        int firstColumnStart = start;
        int firstColumnEnd = start;
        int columnsEnd = start;
        long rows = 0;
        footer.begin();
        while (footer.next()) {
            switch (footer.field()) {
                case 1 -> {
                    columnsStart = footer.position();
                    int columns = footer.list(CompactThrift.STRUCT);
                    firstColumnStart = footer.position();
                    for (int i = 0; i < columns; i++) {
                        readColumn(i);
                        firstColumnEnd = i == 0 ? footer.position() : firstColumnEnd;
                    }
                    columnsEnd = footer.position();
                }
                case 3 -> rows = footer.number();
                default -> footer.skip();
            }
        }
        if (firstColumnEnd <= firstColumnStart) {
            throw new DamagedFile("a row group without columns");
        }
        return new Group(start, footer.position(), columnsStart, firstColumnStart, firstColumnEnd, columnsEnd, rows);
    }

    private void readColumn(int column) {
        footer.begin();
        while (footer.next()) {
            if (footer.field() == 3) {
                readColumnMetadata(column);
            } else {
                footer.skip();
            }
        }
    }

    private void readColumnMetadata(int column) {
        footer.begin();
        while (footer.next()) {
            switch (footer.field()) {
                case 1 -> footer.enumeration(Type::findByValue, Type.BYTE_ARRAY.getValue());
                case 2 -> readEncodings();
                case 4 -> {
                    int codec =
                            footer.enumeration(CompressionCodec::findByValue, CompressionCodec.UNCOMPRESSED.getValue());
                    if (codec >= 0) {
                        unsupported
                                .computeIfAbsent(groups.size(), group -> new HashMap<>())
                                .put(
                                        column,
                                        "pages compressed with codec " + codec
                                                + " are not read; write the file with zstd, snappy, gzip or lz4");
                    }
                }
                case 13 -> readEncodingStats();
                default -> footer.skip();
            }
        }
    }

    /** Pages contain their own encoding. */
    private void readEncodings() {
        for (int left = footer.list(CompactThrift.INT); left > 0; left--) {
            footer.enumerationItem(Encoding::findByValue, Encoding.PLAIN.getValue());
        }
    }

    private void readEncodingStats() {
        for (int left = footer.list(CompactThrift.STRUCT); left > 0; left--) {
            footer.begin();
            while (footer.next()) {
                switch (footer.field()) {
                    case 1 -> footer.enumeration(PageType::findByValue, PageType.DATA_PAGE.getValue());
                    case 2 -> footer.enumeration(Encoding::findByValue, Encoding.PLAIN.getValue());
                    default -> footer.skip();
                }
            }
        }
    }

    int rowGroups() {
        return groups.size();
    }

    FooterSchema schema() {
        return schema;
    }

    /** Of all row groups. */
    long rows() {
        return rows;
    }

    /** Length in bytes. */
    int length() {
        return bytes.length;
    }

    /** Whether all column chunks can be read, as far as the footer shows. */
    boolean isSupported() {
        return unsupported.isEmpty();
    }

    /** Why a column chunk cannot be read; null if it can, as far as the footer shows. */
    @Nullable
    String unsupported(int rowGroup, int column) {
        return unsupported.getOrDefault(rowGroup, Map.of()).get(column);
    }

    long rowsIn(int rowGroup) {
        return groups.get(rowGroup).rows();
    }

    /** The entire footer. */
    InputStream all() {
        return new ByteArrayInputStream(bytes);
    }

    /** A footer with all row groups, and only the first column of each. */
    InputStream firstColumns() {
        Bytes out = begin(groups.size());
        for (Group group : groups) {
            add(out, group.start(), group.columnsStart());
            addListHeader(out, 1);
            add(out, group.firstColumnStart(), group.firstColumnEnd());
            add(out, group.columnsEnd(), group.end());
        }
        return finish(out);
    }

    /** A footer with one row group, and all its columns. */
    InputStream only(int rowGroup) {
        Group group = groups.get(rowGroup);
        Bytes out = begin(1);
        add(out, group.start(), group.end());
        return finish(out);
    }

    private Bytes begin(int size) {
        if (listStart < 0) {
            throw new DamagedFile("it lists no row groups");
        }
        Bytes out = new Bytes(bytes.length);
        add(out, 0, listStart);
        addListHeader(out, size);
        return out;
    }

    private InputStream finish(Bytes out) {
        add(out, listEnd, bytes.length);
        return new ByteArrayInputStream(out.array(), 0, out.length());
    }

    private void add(Bytes out, int from, int to) {
        out.add(bytes, from, to - from);
    }

    private static void addListHeader(Bytes out, int size) {
        out.addByte(Math.min(size, CompactThrift.LONG_LIST) << 4 | CompactThrift.STRUCT);
        if (size >= CompactThrift.LONG_LIST) {
            out.addVarint(size);
        }
    }
}
