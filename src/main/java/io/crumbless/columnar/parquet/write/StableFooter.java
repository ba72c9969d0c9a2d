package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.CompactThrift;
import io.crumbless.columnar.storage.LittleEndian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Normalises a footer, so that it has the same bytes in every process. parquet-java keeps the encodings of a column in
 * a hash set of enum constants, whose order differs between processes; here they are sorted by number.
 *
 * <p>Field numbers: parquet.thrift of the Parquet format, 2.12.
 */
public final class StableFooter {
    /** Length of the footer and the magic number, which follow it. */
    private static final int TRAILER_BYTES = 8;

    private final byte[] bytes;
    private final CompactThrift footer;

    private StableFooter(byte[] bytes, int footerAt) {
        this.bytes = bytes;
        this.footer = new CompactThrift(bytes, footerAt, bytes.length - TRAILER_BYTES);
    }

    /**
     * Sorts whatever has no defined order.
     *
     * @param tail the end of a file, with at least its footer, the length and the magic number
     */
    public static void sort(byte[] tail) {
        int length = LittleEndian.intAt(tail, tail.length - TRAILER_BYTES);
        new StableFooter(tail, tail.length - TRAILER_BYTES - length).fileMetaData();
    }

    /** An item of a list: its sort key, and its bytes. */
    private record Item(long order, byte[] bytes) {}

    private void fileMetaData() {
        footer.begin();
        while (footer.next()) {
            if (footer.field() == 4) {
                for (int left = footer.list(CompactThrift.STRUCT); left > 0; left--) {
                    rowGroup();
                }
            } else {
                footer.skip();
            }
        }
    }

    private void rowGroup() {
        footer.begin();
        while (footer.next()) {
            if (footer.field() == 1) {
                for (int left = footer.list(CompactThrift.STRUCT); left > 0; left--) {
                    columnChunk();
                }
            } else {
                footer.skip();
            }
        }
    }

    private void columnChunk() {
        footer.begin();
        while (footer.next()) {
            if (footer.field() == 3) {
                columnMetaData();
            } else {
                footer.skip();
            }
        }
    }

    private void columnMetaData() {
        footer.begin();
        while (footer.next()) {
            switch (footer.field()) {
                case 2 -> encodings();
                case 13 -> encodingStats();
                default -> footer.skip();
            }
        }
    }

    private void encodings() {
        int size = footer.list(CompactThrift.INT);
        int start = footer.position();
        List<Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int from = footer.position();
            long encoding = footer.number();
            items.add(item(encoding, from));
        }
        putInOrder(items, start);
    }

    /** Sorted by page type, then by encoding. */
    private void encodingStats() {
        int size = footer.list(CompactThrift.STRUCT);
        int start = footer.position();
        List<Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int from = footer.position();
            long page = 0;
            long encoding = 0;
            footer.begin();
            while (footer.next()) {
                switch (footer.field()) {
                    case 1 -> page = footer.number();
                    case 2 -> encoding = footer.number();
                    default -> footer.skip();
                }
            }
            items.add(item(page << Integer.SIZE | encoding, from));
        }
        putInOrder(items, start);
    }

    private Item item(long order, int from) {
        byte[] own = new byte[footer.position() - from];
        System.arraycopy(bytes, from, own, 0, own.length);
        return new Item(order, own);
    }

    private void putInOrder(List<Item> items, int start) {
        items.sort(Comparator.comparingLong(Item::order));
        int at = start;
        for (Item item : items) {
            System.arraycopy(item.bytes(), 0, bytes, at, item.bytes().length);
            at += item.bytes().length;
        }
    }
}
