package io.crumbless.columnar.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are read as arrays of records, cut into ranges and put together elsewhere are merged as their files are. */
@Tag("unit")
class SliceStoreTest {
    private static final byte[] FIRST = "a".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** One slice of a run in a range. */
    private record Slice(int run, byte[] records) {}

    @ParameterizedTest
    @CsvSource({"1, 0", "100, 0", "100, 1000000000", "65536, 0", "65536, 20000", "65536, 1000000000"})
    void rangesHoldWhatTheFilesHold(int chunkBytes, long memoryBytes) throws IOException {
        List<SpillFile> files = spill();
        List<byte[]> splitters = KeySample.splitters(files, 500);
        List<List<Slice>> ranges = cut(files, splitters, chunkBytes);

        assertThat(splitters).hasSizeGreaterThan(5);
        for (int range = 0; range < ranges.size(); range++) {
            byte[] from = range == 0 ? FIRST : splitters.get(range - 1);
            byte[] to = range == splitters.size() ? null : splitters.get(range);
            try (SliceStore store = new SliceStore(folder, memoryBytes)) {
                SpillMerge found = new SpillMerge(runs(store, ranges.get(range), files), null, null);
                assertThat(read(found)).isEqualTo(read(new SpillMerge(files, from, to)));
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).doesNotContain("slices");
        }
    }

    @Test
    void whatStandsBeforeTheFirstRangeIsKeptApart() throws IOException {
        List<byte[]> before = new ArrayList<>();
        for (SpillFile file : spill()) {
            RangeCut cut = new RangeCut(FIRST, List.of());
            cut.cut(new SpillChunks(file, 1 << 24).next(), (range, records) -> {
                if (range == RangeCut.BEFORE) {
                    before.add(records);
                }
            });
        }

        assertThat(before).hasSize(2);
    }

    private static List<List<Slice>> cut(List<SpillFile> files, List<byte[]> splitters, int chunkBytes)
            throws IOException {
        List<List<Slice>> ranges = new ArrayList<>();
        for (int i = 0; i <= splitters.size(); i++) {
            ranges.add(new ArrayList<>());
        }
        RangeCut cut = new RangeCut(FIRST, splitters);
        for (int i = 0; i < files.size(); i++) {
            int run = i;
            cut.beginRun();
            SpillChunks chunks = new SpillChunks(files.get(i), chunkBytes);
            for (byte[] records = chunks.next(); records != null; records = chunks.next()) {
                cut.cut(records, (range, slice) -> {
                    if (range != RangeCut.BEFORE) {
                        ranges.get(range).add(new Slice(run, slice));
                    }
                });
            }
        }
        return ranges;
    }

    private static List<SpillRun> runs(SliceStore store, List<Slice> slices, List<SpillFile> files) throws IOException {
        List<Long> starts = new ArrayList<>();
        for (int run = 0; run < files.size(); run++) {
            starts.add(store.bytes());
            for (Slice slice : slices) {
                if (slice.run() == run) {
                    store.add(slice.records());
                }
            }
        }
        starts.add(store.bytes());
        List<SpillRun> runs = new ArrayList<>();
        for (int run = 0; run < files.size(); run++) {
            runs.add(store.run(
                    starts.get(run), starts.get(run + 1), files.get(run).symbols()));
        }
        return runs;
    }

    private List<SpillFile> spill() throws IOException {
        Random random = new Random(11);
        List<SpillFile> files = new ArrayList<>();
        for (int part = 0; part < 2; part++) {
            try (SpillWriter writer = new SpillWriter(folder, "part-" + part, 1 << 24)) {
                for (int i = 0; i < 20_000; i++) {
                    add(writer, "c-" + random.nextInt(9_000), "x".repeat(random.nextInt(300)) + i);
                }
                add(writer, "\0before", "1");
                add(writer, "c-1", "y".repeat(100_000));
                for (Path file : writer.finish()) {
                    files.add(SpillFile.open(file));
                }
            }
        }
        return files;
    }

    private static void add(SpillWriter writer, String key, String value) throws IOException {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        writer.begin(bytes, 0, bytes.length, value.length() % 7).text(value);
        writer.symbol("of " + value.length());
        writer.end();
    }

    private static List<String> read(SpillMerge merge) throws IOException {
        List<String> found = new ArrayList<>();
        while (merge.nextKey()) {
            while (merge.nextRecord()) {
                RecordReader payload = merge.payload();
                found.add(new String(merge.key(), StandardCharsets.UTF_8)
                        + merge.kind()
                        + payload.text()
                        + merge.symbol(payload));
            }
        }
        return found;
    }
}
