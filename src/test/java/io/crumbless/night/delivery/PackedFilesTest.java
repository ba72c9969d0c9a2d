package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.columnar.text.UnpackLimits;
import io.crumbless.process.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise: a packed text file gives every record it holds, whatever it is called, or is refused; never some of them. */
@Tag("unit")
@Tag("slow")
class PackedFilesTest {
    private static final int RECORDS = 5_000;
    private static final String HEADER =
            "declaration_id,subject_id,action,attribute,value,declared_at,purposes,notice_id,"
                    + "notice_version,notice_language,channel,elicitation,declared_by\n";

    @TempDir
    private Path folder;

    /** How a test packs text. */
    enum Packer {
        GZIP {
            @Override
            OutputStream packing(OutputStream out) throws IOException {
                return new GZIPOutputStream(out);
            }
        },
        ZSTD {
            @Override
            OutputStream packing(OutputStream out) throws IOException {
                return new ZstdOutputStream(out);
            }
        },
        BZIP2 {
            @Override
            OutputStream packing(OutputStream out) throws IOException {
                return new BZip2CompressorOutputStream(out);
            }
        },
        LZ4 {
            @Override
            OutputStream packing(OutputStream out) throws IOException {
                return new FramedLZ4CompressorOutputStream(out);
            }
        },
        ZIP {
            @Override
            OutputStream packing(OutputStream out) throws IOException {
                ZipOutputStream zip = new ZipOutputStream(out);
                zip.putNextEntry(new ZipEntry("export/"));
                zip.putNextEntry(new ZipEntry("export/part.csv"));
                return zip;
            }
        };

        abstract OutputStream packing(OutputStream out) throws IOException;

        byte[] pack(String... members) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (String member : members) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (OutputStream out = packing(bytes)) {
                    out.write(member.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                all.writeBytes(bytes.toByteArray());
            }
            return all.toByteArray();
        }
    }

    private static String records(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append("d").append(i).append(",C-").append(i * 7919L % 100_003).append(",declare,language,de\n");
        }
        return text.toString().replace(",de\n", ",de,2026-11-20T10:00:00Z,x,n,1,en,survey,prompted_choice,self\n");
    }

    private TestingDelivery read(byte[] bytes) {
        return TestingDelivery.read(TestingDelivery.write(folder, "part-0", bytes), TestingDelivery.CSV, Map.of());
    }

    private long count(byte[] bytes, FileFormat format) {
        return TestingDelivery.count(TestingDelivery.write(folder, "part-0", bytes), format);
    }

    @ParameterizedTest
    @EnumSource
    void givesItsRecordsInOnePiece(Packer packer) {
        byte[] packed = packer.pack(HEADER + records(0, RECORDS));
        Path file = TestingDelivery.write(folder, "delivery.txt", packed);
        FileEntry entry = TestingDelivery.entry(file);

        RecordCounter.Counted counted = RecordCounter.count(entry, TestingDelivery.CSV, 1000);
        assertThat(counted)
                .isEqualTo(new RecordCounter.Counted(
                        RECORDS, packed.length, Sha256.hex(packed), List.of(TextPart.WHOLE), false, FileEnd.CLOSED));
        TestingDelivery read = TestingDelivery.read(file, TestingDelivery.CSV, Map.of());
        assertThat(read.outcomes).hasSize(RECORDS).noneMatch(outcome -> outcome.raw() == null);
        assertThat(read.positions()).endsWith(RECORDS + 1L);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
    void everyMemberIsRead(Packer packer) {
        byte[] packed = packer.pack(HEADER + records(0, 10), records(10, 11), "", records(11, 5_000));

        assertThat(count(packed, TestingDelivery.CSV)).isEqualTo(5_000);
        assertThat(read(packed).outcomes).hasSize(5_000);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatEndsTooEarlyIsRefused(Packer packer) {
        byte[] first = packer.pack(HEADER + records(0, 900));
        byte[] packed = packer == Packer.ZIP ? first : packer.pack(HEADER + records(0, 900), records(900, 1800));
        int[] ends = {
            packed.length - 1, packed.length - 5, packed.length - 40, first.length + 3, packed.length * 3 / 5, 20
        };
        for (int end : ends) {
            if (end < packed.length) {
                assertRefused(Arrays.copyOf(packed, end));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ZSTD"})
    void aByteThatFlippedIsFound(Packer packer) {
        byte[] packed = packer.pack(HEADER + records(0, 900));
        for (int at = packed.length / 4; at < packed.length * 3 / 4; at += packed.length / 9) {
            byte[] flipped = packed.clone();
            flipped[at] ^= 0x10;
            assertRefused(flipped);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
    void whatIsBehindThePackedTextIsNotPassedOver(Packer packer) {
        byte[] packed = packer.pack(HEADER + records(0, 9));
        byte[] more = Arrays.copyOf(packed, packed.length + 5000);
        byte[] plain = records(9, 60).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(plain, 0, more, packed.length, Math.min(plain.length, 5000));

        assertRefused(more);
    }

    /** Parallel writers of zstd begin with a frame that holds no text. */
    @Test
    void aFrameWithoutTextIsPassedOver() {
        byte[] frame = HexFormat.of().parseHex("502a4d18" + "04000000" + "0a0b0c0d");
        byte[] text = Packer.ZSTD.pack(HEADER + records(0, 9));
        byte[] both = Arrays.copyOf(frame, frame.length + text.length);
        System.arraycopy(text, 0, both, frame.length, text.length);

        assertThat(count(both, TestingDelivery.CSV)).isEqualTo(9);
        assertRefused(Arrays.copyOf(both, both.length - 1));
        assertRefused(Arrays.copyOf(both, 10));
    }

    private void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> count(bytes, TestingDelivery.CSV))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read ")
                .hasMessageContaining("part-0: it is ")
                .hasMessageContaining("damaged or cut short near byte ")
                .hasMessageEndingWith("deliver it again, whole");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZIP")
    void whatIsPackedIsLookedAtAsWhatIsNot(Packer packer) {
        byte[] twice = Packer.GZIP.pack("some text that is packed once");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.packing(bytes)) {
            out.write(twice);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThatThrownBy(() -> count(bytes.toByteArray(), TestingDelivery.CSV))
                .hasMessageContaining("part-0: unpacked, it is compressed with gzip");
        assertThatThrownBy(() -> count(packer.pack("[{\"id\":1}]"), TestingDelivery.JSONL))
                .hasMessageContaining("part-0: unpacked, it is one JSON array");
        assertThatThrownBy(() -> count(packer.pack("PAR1"), TestingDelivery.PARQUET))
                .hasMessageContaining("it is compressed with");
    }

    @Test
    void anArchiveHoldsOneFile() throws IOException {
        assertThatThrownBy(() -> count(zip("a.csv", "b.csv"), TestingDelivery.CSV))
                .hasMessageContaining(
                        "it is a zip archive of more than one file, which is not supported: deliver the file itself");
        assertThatThrownBy(() -> count(zip("[Content_Types].xml", "xl/workbook.xml"), TestingDelivery.CSV))
                .hasMessageContaining("or an Excel workbook, of many files: deliver CSV, JSON Lines, Avro or Parquet");
        assertThatThrownBy(() -> count(zip("folder/"), TestingDelivery.CSV))
                .hasMessageContaining("it is an empty zip archive");
        assertThat(count(zip("a.csv", "__MACOSX/._a.csv"), TestingDelivery.CSV)).isEqualTo(0);
        // Truncated between its two files; the first is complete.
        byte[] two = zip("a.csv", "b.csv");
        int second = new String(two, StandardCharsets.ISO_8859_1).indexOf("PK\u0003\u0004", 4);
        assertRefused(Arrays.copyOf(two, second));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith("/") ? new byte[0] : HEADER.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aBombIsRefusedBeforeItFillsAnything() {
        String same = "d,C,declare\n".repeat(1 << 20);
        byte[] packed = Packer.ZSTD.pack(Collections.nCopies(20, same).toArray(String[]::new));
        FileEntry file = TestingDelivery.entry(TestingDelivery.write(folder, "part-0", packed));

        assertThatThrownBy(() -> RecordCounter.count(file, TestingDelivery.CSV))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("part-0: its first ")
                .hasMessageContaining("bytes unpack to more than limits.unpacked-may-reach.times allows");
        assertThatThrownBy(() -> RecordCounter.count(
                        file, TestingDelivery.CSV, RecordCounter.PART_BYTES, new UnpackLimits(1e9, 0.1)))
                .hasMessageContaining("unpack to more than limits.unpacked-may-reach.gibibytes allows");
        assertThat(RecordCounter.count(file, TestingDelivery.CSV, RecordCounter.PART_BYTES, UnpackLimits.NONE)
                        .records())
                .isEqualTo(20L * (1 << 20) - 1);
    }

    @ParameterizedTest
    @EnumSource
    void packedNothingIsNothing(Packer packer) {
        int[] nothing = {0};
        TestingDelivery.write(folder, "part-00000.csv", packer.pack(""));
        for (FileFormat format : List.of(TestingDelivery.CSV, TestingDelivery.JSONL)) {
            RowReader.of(
                            DeliveryPart.whole(TestingDelivery.entry(folder.resolve("part-00000.csv"))),
                            format,
                            ColumnMapping.unmapped(ErasureSource.COLUMNS))
                    .read(new RowSink() {
                        @Override
                        public void row(long position, String[] texts) {
                            throw new AssertionError(position);
                        }

                        @Override
                        public void malformed(long position, boolean mayWithdraw) {
                            throw new AssertionError(position);
                        }

                        @Override
                        public void nothing() {
                            nothing[0]++;
                        }
                    });
        }
        assertThat(nothing[0]).isEqualTo(2);
    }
}
