package io.crumbless.columnar.parquet.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.IndexPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Page headers are read as the library writes them. */
@Tag("unit")
class PageHeadTest {
    @Test
    void readsAFirstDataPage() throws IOException {
        DataPageHeader data = new DataPageHeader(2_000, Encoding.RLE_DICTIONARY, Encoding.RLE, Encoding.BIT_PACKED);
        data.setStatistics(new Statistics().setNull_count(7).setMin_value(new byte[] {1, 2, 3}));
        byte[] bytes =
                bytes(new PageHeader(PageType.DATA_PAGE, 70_000, 300).setCrc(-5).setData_page_header(data));

        assertThat(read(bytes))
                .isEqualTo(new PageHead(
                        PageType.DATA_PAGE,
                        70_000,
                        300,
                        -5,
                        2_000,
                        Encoding.RLE_DICTIONARY,
                        Encoding.RLE,
                        Encoding.BIT_PACKED,
                        0,
                        0,
                        true,
                        bytes.length));
    }

    @Test
    void writesWhatTheLibraryWrites() throws IOException {
        Bytes dataPage = new Bytes(8);
        PageHead.writeDataPage(70_000, 300, -5, 2_000, org.apache.parquet.column.Encoding.RLE_DICTIONARY, dataPage);
        DataPageHeader data = new DataPageHeader(2_000, Encoding.RLE_DICTIONARY, Encoding.RLE, Encoding.RLE);
        Bytes dictionaryPage = new Bytes(8);
        PageHead.writeDictionaryPage(7, 0, Integer.MIN_VALUE, 1, dictionaryPage);
        DictionaryPageHeader dictionary = new DictionaryPageHeader(1, Encoding.PLAIN);

        assertThat(Arrays.copyOf(dataPage.array(), dataPage.length()))
                .isEqualTo(bytes(new PageHeader(PageType.DATA_PAGE, 70_000, 300)
                        .setCrc(-5)
                        .setData_page_header(data)));
        assertThat(Arrays.copyOf(dictionaryPage.array(), dictionaryPage.length()))
                .isEqualTo(bytes(new PageHeader(PageType.DICTIONARY_PAGE, 7, 0)
                        .setCrc(Integer.MIN_VALUE)
                        .setDictionary_page_header(dictionary)));
    }

    @Test
    void readsASecondDataPage() throws IOException {
        for (boolean compressed : new boolean[] {true, false}) {
            DataPageHeaderV2 data = new DataPageHeaderV2(9, 1, 8, Encoding.PLAIN, 40, 50).setIs_compressed(compressed);
            byte[] bytes = bytes(new PageHeader(PageType.DATA_PAGE_V2, 100, 90).setData_page_header_v2(data));

            assertThat(read(bytes))
                    .isEqualTo(new PageHead(
                            PageType.DATA_PAGE_V2,
                            100,
                            90,
                            null,
                            9,
                            Encoding.PLAIN,
                            null,
                            null,
                            40,
                            50,
                            compressed,
                            bytes.length));
        }
    }

    @Test
    void readsADictionaryAndAnIndex() throws IOException {
        DictionaryPageHeader dictionary = new DictionaryPageHeader(12, Encoding.PLAIN).setIs_sorted(true);
        PageHead head =
                read(bytes(new PageHeader(PageType.DICTIONARY_PAGE, 1, 2).setDictionary_page_header(dictionary)));
        assertThat(head.values()).isEqualTo(12);
        assertThat(head.encoding()).isEqualTo(Encoding.PLAIN);

        PageHead index =
                read(bytes(new PageHeader(PageType.INDEX_PAGE, 1, 2).setIndex_page_header(new IndexPageHeader())));
        assertThat(index.type()).isEqualTo(PageType.INDEX_PAGE);
    }

    @Test
    void detailsOfAnotherPageAreDamage() throws IOException {
        DictionaryPageHeader dictionary = new DictionaryPageHeader(12, Encoding.PLAIN);
        byte[] another = bytes(new PageHeader(PageType.DATA_PAGE, 1, 2).setDictionary_page_header(dictionary));
        byte[] none = bytes(new PageHeader(PageType.DATA_PAGE, 1, 2));
        byte[] negative = bytes(new PageHeader(PageType.DICTIONARY_PAGE, -1, 2).setDictionary_page_header(dictionary));

        for (byte[] bytes : new byte[][] {another, none, negative}) {
            assertThatThrownBy(() -> read(bytes)).isInstanceOf(DamagedFile.class);
        }
    }

    @Test
    void aHeaderCutShortIsDamage() throws IOException {
        DataPageHeader data = new DataPageHeader(2_000, Encoding.PLAIN, Encoding.RLE, Encoding.RLE);
        byte[] bytes = bytes(new PageHeader(PageType.DATA_PAGE, 70_000, 300).setData_page_header(data));

        for (int length = 0; length < bytes.length; length++) {
            int end = length;
            assertThatThrownBy(() -> PageHead.read(bytes, 0, end)).isInstanceOf(DamagedFile.class);
        }
    }

    private static byte[] bytes(PageHeader header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writePageHeader(header, bytes);
        return bytes.toByteArray();
    }

    private static PageHead read(byte[] bytes) {
        return PageHead.read(bytes, 0, bytes.length);
    }
}
