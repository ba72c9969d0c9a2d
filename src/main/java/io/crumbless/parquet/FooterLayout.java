package io.crumbless.parquet;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the row groups stand in the bytes of a footer, so that some can be read without the others.
 *
 * <p>Field numbers: parquet.thrift of the Parquet format, 2.12.
 */
final class FooterLayout {
    private final byte[] bytes;
    private final CompactThrift footer;
    private final List<Group> groups = new ArrayList<>();
    private int listStart = -1;
    private int listEnd = -1;

    /**
     * One row group; positions in the footer.
     *
     * @param columnsStart of the list of its columns; the first of them ends at {@code firstColumnEnd}
     */
    private record Group(
            int start,
            int end,
            int columnsStart,
            int firstColumnStart,
            int firstColumnEnd,
            int columnsEnd,
            long rows) {}

    /** @throws DamagedFile if the footer is no sound structure */
    FooterLayout(byte[] bytes) {
        this.bytes = bytes;
        this.footer = new CompactThrift(bytes, 0, bytes.length);
        footer.begin();
        while (footer.next()) {
            if (footer.field() == 4) {
                readGroups();
            } else {
                footer.skip();
            }
        }
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
                        footer.skipStruct();
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

    int rowGroups() {
        return groups.size();
    }

    long rowsIn(int rowGroup) {
        return groups.get(rowGroup).rows();
    }

    /** The footer itself. */
    InputStream all() {
        return new ByteArrayInputStream(bytes);
    }

    /** A footer of all row groups, with the first column of each and no other. */
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

    /** A footer of one row group, with all its columns. */
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
