package io.crumbless.columnar.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spilled records are read completely and in the order of their keys, regardless of memory and ranges. */
@Tag("unit")
class SpillTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15, 16, 17, 1000, 20_000})
    void everyRecordComesBackInKeyOrder(int records) throws IOException {
        for (int memory : new int[] {records < 100 ? 1 : 1 << 14, 1 << 16, 1 << 24}) {
            TreeMap<String, List<String>> expected = new TreeMap<>();
            List<SpillFile> files = spill(records, memory, expected, new Random(records));

            assertThat(read(files, null, null)).isEqualTo(expected);
        }
    }

    @Test
    void rangesTogetherHoldEveryKeyOnce() throws IOException {
        TreeMap<String, List<String>> expected = new TreeMap<>();
        List<SpillFile> files = spill(30_000, 1 << 16, expected, new Random(7));

        List<byte[]> splitters = KeySample.splitters(files, 1000);
        TreeMap<String, List<String>> found = new TreeMap<>();
        byte[] from = null;
        for (int i = 0; i <= splitters.size(); i++) {
            byte[] to = i < splitters.size() ? splitters.get(i) : null;
            read(files, from, to)
                    .forEach((key, values) -> assertThat(found.put(key, values)).isNull());
            from = to;
        }

        assertThat(splitters).hasSizeGreaterThan(5);
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 1", "30000, 100000, 1", "30000, 20000, 4", "30000, 6000, 4", "30000, 3000, 8"})
    void rangesAreOneOrAMultipleOfFour(int records, int keysPerRange, int ranges) throws IOException {
        List<SpillFile> files = spill(records, 1 << 20, new TreeMap<>(), new Random(5));

        assertThat(KeySample.splitters(files, keysPerRange)).hasSize(ranges - 1);
    }

    @Test
    void splittersDoNotDependOnMemory() throws IOException {
        List<SpillFile> small = spill(30_000, 1 << 14, new TreeMap<>(), new Random(3));
        List<SpillFile> large = spill(30_000, 1 << 24, new TreeMap<>(), new Random(3));

        assertThat(KeySample.splitters(small, 2000))
                .usingElementComparator(Arrays::compareUnsigned)
                .containsExactlyElementsOf(KeySample.splitters(large, 2000));
    }

    @Test
    void keysBesideTheSampleMoveNoRange() throws IOException {
        List<SpillFile> files = new ArrayList<>(spill(30_000, 1 << 20, new TreeMap<>(), new Random(3)));
        List<byte[]> expected = KeySample.splitters(files, 2000);
        try (SpillWriter writer = new SpillWriter(folder, "beside", 1 << 14)) {
            for (int i = 0; i < 30_000; i++) {
                add(writer, "\0dmp" + i, "1");
            }
            files.addAll(open(writer.finish()));
        }

        assertThat(KeySample.splitters(files, 2000))
                .usingElementComparator(Arrays::compareUnsigned)
                .containsExactlyElementsOf(expected);
        assertThat(read(files, null, expected.get(0))).containsKey("\0dmp0").hasSizeGreaterThan(30_000);
    }

    @Test
    void nothingIsLeftBehindUnlessFinished() throws IOException {
        try (SpillWriter writer = new SpillWriter(folder, "broken", 1)) {
            add(writer, "a", "1");
            add(writer, "b", "2");
        }

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theEmptyKeyIsAKey() throws IOException {
        try (SpillWriter writer = new SpillWriter(folder, "empty", 100)) {
            add(writer, "a", "1");
            add(writer, "", "0");
            TreeMap<String, List<String>> expected =
                    new TreeMap<>(java.util.Map.of("", List.of("0|sym0"), "a", List.of("1|sym1")));

            assertThat(read(open(writer.finish()), null, null)).isEqualTo(expected);
        }
    }

    private List<SpillFile> spill(int records, int memory, TreeMap<String, List<String>> expected, Random random)
            throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int split = 0; split < 3; split++) {
            try (SpillWriter writer = new SpillWriter(folder, "m" + memory + "-" + records + "-" + split, memory)) {
                for (int i = split; i < records; i += 3) {
                    String key = "C-" + random.nextInt(Math.max(1, records / 2)) + (i % 5 == 0 ? "-ü-long-tail" : "");
                    String value = "x".repeat(random.nextInt(40)) + i;
                    add(writer, key, value);
                    expected.computeIfAbsent(key, any -> new ArrayList<>()).add(value + "|" + symbolOf(value));
                }
                paths.addAll(writer.finish());
            }
        }
        expected.values().forEach(Collections::sort);
        return open(paths);
    }

    private static List<SpillFile> open(List<Path> paths) throws IOException {
        List<SpillFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(SpillFile.open(path));
        }
        return files;
    }

    private static String symbolOf(String value) {
        return "sym" + value.charAt(value.length() - 1);
    }

    private static void add(SpillWriter writer, String key, String value) throws IOException {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        writer.begin(bytes, 0, bytes.length, value.length() % 7).text(value);
        writer.symbol(symbolOf(value));
        writer.end();
    }

    private static TreeMap<String, List<String>> read(List<SpillFile> files, byte[] from, byte[] to)
            throws IOException {
        TreeMap<String, List<String>> found = new TreeMap<>();
        SpillMerge merge = new SpillMerge(files, from, to);
        byte[] last = null;
        while (merge.nextKey()) {
            assertThat(last == null || Arrays.compareUnsigned(last, merge.key()) < 0)
                    .isTrue();
            last = merge.key();
            List<String> values = new ArrayList<>();
            while (merge.nextRecord()) {
                RecordReader payload = merge.payload();
                String value = String.valueOf(payload.text());
                assertThat(merge.kind()).isEqualTo(value.length() % 7);
                values.add(value + "|" + merge.symbol(payload));
            }
            Collections.sort(values);
            found.put(new String(merge.key(), StandardCharsets.UTF_8), values);
        }
        return found;
    }
}
