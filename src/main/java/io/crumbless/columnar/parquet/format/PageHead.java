package io.crumbless.columnar.parquet.format;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * The header of a page, parsed in place. Field ids: {@code PageHeader} in parquet.thrift of the Parquet format, 2.12.
 *
 * @param size of the page when decompressed, in bytes
 * @param storedSize of the page as stored, in bytes
 * @param checkSum CRC of the page as stored; null where there is none
 * @param values number of values, including nulls; for a dictionary, its entries
 * @param encoding of the values; null if it is unknown
 * @param definitions encoding of the definition levels of a version 1 page
 * @param repetitions encoding of the repetition levels of a version 1 page
 * @param definitionBytes bytes of uncompressed definition levels of a version 2 page
 * @param repetitionBytes bytes of uncompressed repetition levels of a version 2 page
 * @param compressed whether the values of a version 2 page are compressed
 * @param end index of the page after the header
 */
public record PageHead(
        PageType type,
        int size,
        int compressedSize,
        @Nullable Integer checksum,
        int values,
        @Nullable Encoding encoding,
        @Nullable Encoding definitions,
        @Nullable Encoding repetitions,
        int definitionBytes,
        int repetitionBytes,
        boolean compressed,
        int end) {

    /** A field header: delta of the field id, then the type. */
    private static final int NEXT_NUMBER = 1 << 4 | CompactThrift.INT;

    private static final int DATA_PAGE_FIELD = 1 << 4 | CompactThrift.STRUCT;
    private static final int DICTIONARY_PAGE_FIELD = 3 << 4 | CompactThrift.STRUCT;
    private static final int END = 0;

    /** @throws DamagedFile if {@code bytes[start, end)} does not begin with a page header */
    public static PageHead read(byte[] bytes, int start, int end) {
        return new Reading(new CompactThrift(bytes, start, end)).read();
    }

    /** Appends the header of a data page of version 1 with run-length encoded levels. */
    public static void writeDataPage(
            int size,
            int compressedSize,
            int checksum,
            int values,
            org.apache.parquet.column.Encoding encoding,
            Bytes out) {
        writeFront(PageType.DATA_PAGE, size, compressedSize, checksum, out);
        out.addByte(DATA_PAGE_FIELD);
        writeNumber(values, out);
        writeNumber(code(encoding), out);
        writeNumber(Encoding.RLE.getValue(), out);
        writeNumber(Encoding.RLE.getValue(), out);
        out.addByte(END);
        out.addByte(END);
    }

    /** Appends the header of a page of PLAIN dictionary values. */
    public static void writeDictionaryPage(int size, int compressedSize, int checksum, int values, Bytes out) {
        writeFront(PageType.DICTIONARY_PAGE, size, compressedSize, checksum, out);
        out.addByte(DICTIONARY_PAGE_FIELD);
        writeNumber(values, out);
        writeNumber(Encoding.PLAIN.getValue(), out);
        out.addByte(END);
        out.addByte(END);
    }

    private static void writeFront(PageType type, int size, int compressedSize, int checksum, Bytes out) {
        writeNumber(type.getValue(), out);
        writeNumber(size, out);
        writeNumber(compressedSize, out);
        writeNumber(checksum, out);
    }

    /** Writes the field with the next id, a 32-bit integer. */
    private static void writeNumber(int value, Bytes out) {
        out.addByte(NEXT_NUMBER);
        out.addVarint(value << 1 ^ value >> 31);
    }

    private static int code(org.apache.parquet.column.Encoding encoding) {
        return Encoding.valueOf(encoding.name()).getValue();
    }

    private static final class Reading {
        private final CompactThrift thrift;
        private @Nullable PageType type;
        private int size = -1;
        private int compressedSize = -1;
        private @Nullable Integer checksum;
        private @Nullable PageType details;
        private int values = -1;
        private @Nullable Encoding encoding;
        private @Nullable Encoding definitions;
        private @Nullable Encoding repetitions;
        private int definitionBytes;
        private int repetitionBytes;
        private boolean compressed = true;

        Reading(CompactThrift thrift) {
            this.thrift = thrift;
        }

        public PageHead read() {
            thrift.begin();
            while (thrift.next()) {
                switch (thrift.field()) {
                    case 1 -> type = PageType.findByValue(number());
                    case 2 -> size = number();
                    case 3 -> compressedSize = number();
                    case 4 -> checksum = number();
                    case 5 -> dataPage();
                    case 7 -> dictionaryPage();
                    case 8 -> secondDataPage();
                    default -> thrift.skip();
                }
            }
            if (type == null || size < 0 || compressedSize < 0) {
                throw new DamagedFile("a page header without a type or sizes");
            }
            if (type != PageType.INDEX_PAGE && (type != details || values < 0)) {
                throw new DamagedFile("a page header without its details");
            }
            return new PageHead(
                    type,
                    size,
                    compressedSize,
                    checksum,
                    values,
                    encoding,
                    definitions,
                    repetitions,
                    definitionBytes,
                    repetitionBytes,
                    compressed,
                    thrift.position());
        }

        private void dataPage() {
            details = PageType.DATA_PAGE;
            thrift.begin();
            while (thrift.next()) {
                switch (thrift.field()) {
                    case 1 -> values = number();
                    case 2 -> encoding = Encoding.findByValue(number());
                    case 3 -> definitions = Encoding.findByValue(number());
                    case 4 -> repetitions = Encoding.findByValue(number());
                    default -> thrift.skip();
                }
            }
        }

        private void dictionaryPage() {
            details = PageType.DICTIONARY_PAGE;
            thrift.begin();
            while (thrift.next()) {
                switch (thrift.field()) {
                    case 1 -> values = number();
                    case 2 -> encoding = Encoding.findByValue(number());
                    default -> thrift.skip();
                }
            }
        }

        private void secondDataPage() {
            details = PageType.DATA_PAGE_V2;
            thrift.begin();
            while (thrift.next()) {
                switch (thrift.field()) {
                    case 1 -> values = number();
                    case 4 -> encoding = Encoding.findByValue(number());
                    case 5 -> definitionBytes = number();
                    case 6 -> repetitionBytes = number();
                    case 7 -> compressed = thrift.flag();
                    default -> thrift.skip();
                }
            }
        }

        private int number() {
            return thrift.wholeNumber();
        }
    }
}
