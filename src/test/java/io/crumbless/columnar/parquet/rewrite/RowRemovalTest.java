package io.crumbless.columnar.parquet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.format.PageHead;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import io.crumbless.columnar.parquet.read.ChunkMemory;
import io.crumbless.columnar.parquet.read.DataPages;
import io.crumbless.columnar.parquet.read.DataPages.DataPage;
import io.crumbless.columnar.parquet.read.Decompressor;
import io.crumbless.columnar.parquet.read.PageStream;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.Reading;
import io.crumbless.columnar.parquet.read.StorageInputFile;
import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.format.PageType;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Removed rows leave no trace in the file, and everything else is unchanged. */
@Tag("unit")
@Tag("slow")
class RowRemovalTest {
    private static final int ROWS = 3_000;
    private static final int GROUP = 700;
    private static final PageLayout[] LAYOUTS = PageLayout.values();

    @TempDir
    Path folder;

    @Test
    void leavesTheOtherRowsAsTheyWere() {
        PartSettings settings = PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24);
        for (int seed = 0; seed < 12; seed++) {
            Path source =
                    write(seed, settings.withPage(40 + 100 * seed, 1 << 14).withPageLayout(LAYOUTS[seed % 2]));
            SortedMap<Integer, int[]> rows = random(new Random(seed), seed % 4 == 0 ? 2 : 60);

            Path target = remove(source, rows);

            for (String path : PartFiles.SCHEMA.paths()) {
                List<String> expected = without(Reading.column(source, path), rows);
                assertThat(Reading.column(target, path))
                        .as("seed %s, %s", seed, path)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void comesToTheSameAsThePlainWay() {
        for (int seed = 0; seed < 4; seed++) {
            PartSettings settings = PartFiles.SETTINGS
                    .withRowGroup(GROUP, 1 << 24)
                    .withPage(64, 1 << 14)
                    .withPageLayout(LAYOUTS[seed % 2]);
            Path source = write(seed, settings);
            SortedMap<Integer, int[]> rows = random(new Random(seed), 40);
            Path plain = folder.resolve("plain-" + seed + ".parquet");
            PlainRowRemoval.without(Location.of(source), Location.of(plain), PartFiles.SCHEMA, settings, rows);

            Path target = remove(source, rows);

            for (String path : PartFiles.SCHEMA.paths()) {
                assertThat(Reading.column(target, path))
                        .as("seed %s, %s", seed, path)
                        .isEqualTo(Reading.column(plain, path));
            }
            for (int group = 0; group < 4; group++) {
                assertThat(bounds(target, group))
                        .as("seed %s, group %s", seed, group)
                        .isEqualTo(bounds(plain, group));
            }
        }
    }

    @Test
    void pagesOfOneFrameAndSplitOnesComeToTheSame() {
        for (int seed = 0; seed < 4; seed++) {
            PartSettings settings =
                    PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24).withPage(60, 1 << 14);
            Path one = write(seed, settings);
            Path split = folder.resolve("split-" + seed + ".parquet");
            PartFiles.write(split, settings.withPageLayout(PageLayout.SPLIT), 0, ROWS, seed);
            SortedMap<Integer, int[]> rows = random(new Random(seed), 20);

            Path oneLeft = remove(one, rows);
            Path splitLeft = remove(split, rows);

            for (String path : PartFiles.SCHEMA.paths()) {
                assertThat(Reading.column(splitLeft, path))
                        .as("seed %s, %s", seed, path)
                        .isEqualTo(Reading.column(oneLeft, path));
            }
            for (int group = 0; group < 4; group++) {
                assertThat(bounds(splitLeft, group)).isEqualTo(bounds(oneLeft, group));
            }
            assertThat(DataPages.of(oneLeft)).allMatch(DataPage::isOneFrame);
            assertThat(DataPages.of(splitLeft)).anyMatch(page -> page.frames() == 2);
        }
    }

    /** As a night leaves it that was killed under an earlier version, and carried on under this one. */
    @Test
    void eachPageOfAFileWithBothKindsStaysOfItsKind() {
        PartSettings settings = PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24).withPage(60, 1 << 14);
        Path split = folder.resolve("split.parquet");
        Path one = folder.resolve("one.parquet");
        Path both = folder.resolve("both.parquet");
        PartFiles.write(split, settings.withPageLayout(PageLayout.SPLIT), 0, 2 * GROUP, 1);
        PartFiles.write(one, settings, 2 * GROUP, ROWS, 2);
        PartConcatenation.join(Location.of(both), PartFiles.SCHEMA, List.of(Location.of(split), Location.of(one)));
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(0, new int[] {0, 77, 300});
        rows.put(3, new int[] {1, 500, GROUP - 1});

        Path left = remove(both, rows);

        for (String path : PartFiles.SCHEMA.paths()) {
            assertThat(Reading.column(left, path)).as(path).isEqualTo(without(Reading.column(both, path), rows));
        }
        assertThat(kinds(left)).isEqualTo(kinds(both));
        assertThat(kinds(left).subList(0, 2)).doesNotContain(Set.of());
        assertThat(kinds(left).subList(2, 5)).containsOnly(Set.of());
        assertThat(DataPages.of(left)).filteredOn(page -> page.rowGroup() > 1).allMatch(DataPage::isOneFrame);
    }

    /** Columns of each row group that have a page of two frames. */
    private static List<Set<String>> kinds(Path file) {
        List<Set<String>> split = new ArrayList<>();
        for (DataPage page : DataPages.of(file)) {
            if (page.rowGroup() == split.size()) {
                split.add(new TreeSet<>());
            }
            if (page.frames() > 1) {
                split.get(page.rowGroup()).add(page.column());
            }
        }
        return split;
    }

    @Test
    void valuesOfASplitPageInWhichTheRemovedHaveNoneAreCopied() throws IOException {
        Path source = folder.resolve("sparse.parquet");
        TableSchema schema = PartFiles.SCHEMA;
        try (PartWriter writer =
                PartWriter.create(Location.of(source), schema, PartFiles.SETTINGS.withPageLayout(PageLayout.SPLIT))) {
            for (int row = 0; row < 900; row++) {
                writer.beginRow();
                writer.text(0, PartFiles.subject(row));
                writer.whole(schema.leaf("big"), row);
                if (row % 3 == 0) {
                    writer.text(schema.leaf("word"), "word" + row % 7);
                    writer.text(schema.leaf("secret"), "secret" + row);
                }
                writer.endRow();
            }
            writer.finish();
        }
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(0, new int[] {1, 500});

        Path target = remove(source, rows);

        for (String column : List.of("word", "secret")) {
            assertThat(valueFrame(target, column)).as(column).isEqualTo(valueFrame(source, column));
        }
        assertThat(valueFrame(target, "big")).isNotEqualTo(valueFrame(source, "big"));
        assertThat(bounds(target, 0).get(schema.leaf("word"))).contains("num_nulls: 598");
    }

    @Test
    void aFilterOfAColumnWithNullsKnowsEverybodyWhoStays() {
        PartSettings settings = PartFiles.SETTINGS
                .withBloomFilter("secret")
                .withRowGroup(GROUP, 1 << 24)
                .withPage(30, 1 << 14);
        Path source = write(5, settings);
        ParquetTable before = ParquetTable.open(Location.of(source));
        List<String> secrets = Reading.column(source, "secret");
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        int withoutSecret = secrets.indexOf("null");
        assertThat(withoutSecret).isBetween(0, GROUP - 1);
        rows.put(0, new int[] {withoutSecret});

        ParquetTable after = ParquetTable.open(Location.of(remove(source, rows)));

        for (String secret : secrets.subList(0, GROUP)) {
            if (!secret.equals("null")) {
                assertThat(before.mayHold(0, "secret", secret)).as(secret).isTrue();
                assertThat(after.mayHold(0, "secret", secret)).as(secret).isTrue();
            }
        }
    }

    /** The stored values of a column's only page. */
    private static String valueFrame(Path file, String column) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int leaf = PartFiles.SCHEMA.leaf(column);
        try (ParquetFileReader reader = open(file);
                Decompressor zstd = Decompressor.of(org.apache.parquet.hadoop.metadata.CompressionCodecName.ZSTD)) {
            ColumnChunkMetaData chunk =
                    reader.getRowGroups().get(0).getColumns().get(leaf);
            int from = (int) chunk.getStartingPos();
            PageStream pages = new PageStream(
                    reader.getFileMetaData().getSchema().getColumns().get(leaf),
                    chunk,
                    new Slice(bytes, from, from + (int) chunk.getTotalSize()),
                    zstd,
                    new ChunkMemory());
            pages.dictionary();
            Slice body = pages.nextStored().body();
            Slice values = body.from(ZstdFrame.endOfFirst(body));
            return Sha256.hex(Arrays.copyOfRange(values.bytes(), values.start(), values.end()));
        }
    }

    /** Smallest and largest value, and nulls, of every column of a row group. */
    private static List<String> bounds(Path file, int group) {
        try (ParquetFileReader reader = open(file)) {
            return reader.getRowGroups().get(group).getColumns().stream()
                    .map(chunk -> chunk.getPath() + " " + chunk.getStatistics() + " " + chunk.getValueCount())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anotherEngineReadsTheSame() throws Exception {
        Path source = write(3, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24).withPage(50, 1 << 14));
        SortedMap<Integer, int[]> rows = random(new Random(8), 90);
        Path target = remove(source, rows);
        List<String> gone = gone(source, rows);

        try (DuckDb duckDb = new DuckDb()) {
            String kept = "(SELECT * FROM read_parquet('" + source + "') WHERE subject_id NOT IN ('"
                    + String.join("', '", gone) + "'))";
            String left = "(SELECT * FROM read_parquet('" + target + "'))";
            assertThat(duckDb.texts("SELECT count(*) FROM (" + kept + " EXCEPT ALL " + left + ")"))
                    .containsExactly("0");
            assertThat(duckDb.texts("SELECT count(*) FROM (" + left + " EXCEPT ALL " + kept + ")"))
                    .containsExactly("0");
        }
    }

    @Test
    void keepsTypesFieldIdsAndMetadata() throws IOException {
        Path source = write(1, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24));
        Path target = remove(source, random(new Random(1), 40));

        ParquetTable before = ParquetTable.open(Location.of(source));
        ParquetTable after = ParquetTable.open(Location.of(target));
        assertThat(after.fields()).isEqualTo(before.fields());
        assertThat(after.metadata()).isEqualTo(before.metadata());
        assertThat(after.rowGroups()).isEqualTo(before.rowGroups());
        for (int group = 0; group < after.rowGroups(); group++) {
            assertThat(after.columnsWithBounds(group)).isEqualTo(before.columnsWithBounds(group));
            assertThat(after.hasBloomFilter(group, "subject_id")).isTrue();
        }
        assertThat(keysInOrder(target)).isEqualTo(keysInOrder(source));
    }

    @Test
    void copiesUntouchedRowGroupsAsBytes() throws IOException {
        Path source = write(2, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24));
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(1, new int[] {0, 5, GROUP - 1});

        Path target = remove(source, rows);

        for (int group : new int[] {0, 2, 3}) {
            assertThat(chunks(target, group)).isEqualTo(chunks(source, group));
        }
        assertThat(chunks(target, 1)).isNotEqualTo(chunks(source, 1));
    }

    @Test
    void nothingRemovedGivesTheSameFile() {
        Path source = write(2, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24));

        Path target = remove(source, Collections.emptySortedMap());

        assertThat(Sha256.ofFile(Location.of(target))).isEqualTo(Sha256.ofFile(Location.of(source)));
    }

    @ParameterizedTest
    @EnumSource(PageLayout.class)
    void leavesNoTraceOfTheRemoved(PageLayout layout) throws IOException {
        Path source = folder.resolve("secrets.parquet");
        TableSchema schema = PartFiles.SCHEMA;
        PartSettings settings = PartFiles.SETTINGS.withPage(500, 1 << 20).withPageLayout(layout);
        try (PartWriter writer = PartWriter.create(Location.of(source), schema, settings)) {
            for (int row = 0; row < 2_000; row++) {
                writer.beginRow();
                writer.text(0, PartFiles.subject(row));
                writer.whole(schema.leaf("big"), row);
                writer.text(schema.leaf("word"), row == 0 || row == 1_999 ? "only-mine" : "word" + row % 7);
                writer.texts(
                        schema.leaf("tags"), row == 700 ? List.of("tag-of-one", "tag1") : List.of("tag" + row % 5));
                writer.endRow();
            }
            writer.finish();
        }
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(0, new int[] {0, 700, 1_999});

        Path target = remove(source, rows);

        assertThat(everything(source))
                .contains("only-mine", "tag-of-one", PartFiles.subject(0), PartFiles.subject(700));
        String left = everything(target);
        assertThat(left).doesNotContain("only-mine", "tag-of-one", PartFiles.subject(0), PartFiles.subject(700));
        assertThat(left).contains(PartFiles.subject(1), PartFiles.subject(1_998), "tag4");
        ParquetTable table = ParquetTable.open(Location.of(target));
        assertThat(table.mayHold(0, "subject_id", PartFiles.subject(700))).isFalse();
        assertThat(table.mayHold(0, "subject_id", PartFiles.subject(701))).isTrue();
    }

    @Test
    void anEmptiedRowGroupIsDropped() {
        Path source = write(2, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24));
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(2, java.util.stream.IntStream.range(0, GROUP).toArray());

        Path target = folder.resolve("fewer.parquet");
        PartSummary summary = RowRemoval.without(Location.of(source), Location.of(target), rows);

        assertThat(summary.rows()).isEqualTo(ROWS - GROUP);
        assertThat(summary.rowGroups()).isEqualTo(4);
        assertThat(summary.sha256()).isEqualTo(Sha256.ofFile(Location.of(target)));
        assertThat(ParquetTable.open(Location.of(target)).rows()).isEqualTo(ROWS - GROUP);
    }

    @Test
    void aDamagedFileLeavesNothingBehind() throws IOException {
        Path source = write(2, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24));
        byte[] bytes = Files.readAllBytes(source);
        for (int i = 100; i < 2_000; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(source, bytes);
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        rows.put(0, new int[] {1});
        Path target = folder.resolve("never.parquet");

        assertThatThrownBy(() -> RowRemoval.without(Location.of(source), Location.of(target), rows))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining(source.toString());
        assertThat(target).doesNotExist();
    }

    private Path write(int seed, PartSettings settings) {
        Path file = folder.resolve("source-" + seed + ".parquet");
        PartFiles.write(file, settings, 0, ROWS, seed);
        return file;
    }

    private Path remove(Path source, SortedMap<Integer, int[]> rows) {
        Path target = folder.resolve("target-" + source.getFileName());
        RowRemoval.without(Location.of(source), Location.of(target), rows);
        return target;
    }

    private static SortedMap<Integer, int[]> random(Random random, int perGroup) {
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        for (int group = 0; group * GROUP < ROWS; group++) {
            int size = Math.min(GROUP, ROWS - group * GROUP);
            if (random.nextInt(4) > 0) {
                rows.put(
                        group,
                        random.ints(perGroup, 0, size).distinct().sorted().toArray());
            }
        }
        return rows;
    }

    private static List<String> without(List<String> all, SortedMap<Integer, int[]> rows) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (Arrays.binarySearch(rows.getOrDefault(i / GROUP, new int[0]), i % GROUP) < 0) {
                left.add(all.get(i));
            }
        }
        return left;
    }

    private static List<String> gone(Path source, SortedMap<Integer, int[]> rows) {
        List<String> all = new ArrayList<>(Reading.column(source, "subject_id"));
        all.removeAll(without(all, rows));
        return all;
    }

    /** Every byte of every column chunk of a row group. */
    private static List<String> chunks(Path file, int group) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> chunks = new ArrayList<>();
        try (ParquetFileReader reader = open(file)) {
            for (ColumnChunkMetaData chunk : reader.getRowGroups().get(group).getColumns()) {
                int from = (int) chunk.getStartingPos();
                chunks.add(Sha256.hex(Arrays.copyOfRange(bytes, from, from + (int) chunk.getTotalSize())));
            }
        }
        return chunks;
    }

    @Test
    void theFooterSaysHowLargeChunksAreAndWhatTheyAreMadeOf() throws IOException {
        Path source = write(5, PartFiles.SETTINGS.withRowGroup(GROUP, 1 << 24).withPage(64, 1 << 14));
        Path target = remove(source, random(new Random(5), 2));
        byte[] bytes = Files.readAllBytes(target);
        try (ParquetFileReader reader = open(target)) {
            for (BlockMetaData group : reader.getRowGroups()) {
                for (ColumnChunkMetaData chunk : group.getColumns()) {
                    int at = (int) chunk.getStartingPos();
                    int end = at + (int) chunk.getTotalSize();
                    long size = 0;
                    boolean dictionary = false;
                    while (at < end) {
                        PageHead head = PageHead.read(bytes, at, end);
                        size += head.end() - at + head.size();
                        dictionary |= head.type() == PageType.DICTIONARY_PAGE;
                        at = head.end() + head.compressedSize();
                    }

                    assertThat(chunk.getTotalUncompressedSize()).isEqualTo(size);
                    assertThat(chunk.hasDictionaryPage()).isEqualTo(dictionary);
                    assertThat(chunk.getEncodingStats().hasDictionaryPages()).isEqualTo(dictionary);
                }
            }
        }
    }

    private static ParquetFileReader open(Path file) throws IOException {
        return ParquetFileReader.open(
                new StorageInputFile(Location.of(file), Files.size(file)), ParquetTable.options());
    }

    private static List<String> keysInOrder(Path file) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> keys =
                new ArrayList<>(ParquetTable.open(Location.of(file)).metadata().keySet());
        keys.sort(java.util.Comparator.comparing(bytes::lastIndexOf));
        return keys;
    }

    /** All pages decompressed, bounds, and the file itself. */
    private static String everything(Path file) throws IOException {
        StringBuilder all = new StringBuilder(Files.readString(file, StandardCharsets.ISO_8859_1));
        byte[] bytes = Files.readAllBytes(file);
        try (ParquetFileReader reader = open(file);
                Decompressor zstd = Decompressor.of(org.apache.parquet.hadoop.metadata.CompressionCodecName.ZSTD)) {
            for (BlockMetaData group : reader.getRowGroups()) {
                List<ColumnChunkMetaData> columns = group.getColumns();
                for (int i = 0; i < columns.size(); i++) {
                    ColumnChunkMetaData chunk = columns.get(i);
                    int from = (int) chunk.getStartingPos();
                    Slice stored = new Slice(bytes, from, from + (int) chunk.getTotalSize());
                    PageStream pages = new PageStream(
                            reader.getFileMetaData().getSchema().getColumns().get(i),
                            chunk,
                            stored,
                            zstd,
                            new ChunkMemory());
                    PageStream.Dictionary dictionary = pages.dictionary();
                    if (dictionary != null) {
                        all.append(text(dictionary.values()));
                    }
                    for (PageStream.Page page = pages.next(); page != null; page = pages.next()) {
                        all.append(text(page.values()));
                    }
                    ColumnIndex index = reader.readColumnIndex(chunk);
                    all.append(index);
                    all.append(chunk.getStatistics());
                }
            }
        }
        return all.toString();
    }

    private static String text(Slice slice) {
        return new String(slice.bytes(), slice.start(), slice.length(), StandardCharsets.ISO_8859_1);
    }
}
