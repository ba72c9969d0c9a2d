package io.crumbless.parquet;

import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a page, read where it lies. Field numbers: {@code PageHeader} in parquet.thrift of the Parquet format,
 * 2.12.
 *
 * @param size of the page when decompressed, in bytes
 * @param storedSize of the page as stored, in bytes
 * @param checkSum CRC of the page as stored; null where there is none
 * @param values of the page, nulls too; of a dictionary its entries
 * @param encoding of the values; null where it is not known
 * @param definitions encoding of the definition levels of a version 1 page
 * @param repetitions encoding of the repetition levels of a version 1 page
 * @param definitionBytes of a version 2 page, not compressed
 * @param repetitionBytes of a version 2 page, not compressed
 * @param compressed whether the values of a version 2 page are
 * @param end where the page itself begins
 */
record PageHead(
        PageType type,
        int size,
        int storedSize,
        @Nullable Integer checkSum,
        int values,
        @Nullable Encoding encoding,
        @Nullable Encoding definitions,
        @Nullable Encoding repetitions,
        int definitionBytes,
        int repetitionBytes,
        boolean compressed,
        int end) {

    /** @throws DamagedFile if {@code bytes[start, end)} does not begin with a page header */
    static PageHead read(byte[] bytes, int start, int end) {
        return new Reading(new CompactThrift(bytes, start, end)).read();
    }

    private static final class Reading {
        private final CompactThrift thrift;
        private @Nullable PageType type;
        private int size = -1;
        private int storedSize = -1;
        private @Nullable Integer checkSum;
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

        PageHead read() {
            thrift.begin();
            while (thrift.next()) {
                switch (thrift.field()) {
                    case 1 -> type = PageType.findByValue(number());
                    case 2 -> size = number();
                    case 3 -> storedSize = number();
                    case 4 -> checkSum = number();
                    case 5 -> dataPage();
                    case 7 -> dictionaryPage();
                    case 8 -> secondDataPage();
                    default -> thrift.skip();
                }
            }
            if (type == null || size < 0 || storedSize < 0) {
                throw new DamagedFile("a page header without a type or sizes");
            }
            if (type != PageType.INDEX_PAGE && (type != details || values < 0)) {
                throw new DamagedFile("a page header without its details");
            }
            return new PageHead(
                    type,
                    size,
                    storedSize,
                    checkSum,
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
