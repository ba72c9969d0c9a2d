package io.crumbless.night.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.declaration.EveryField;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.profile.SubjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts come back from the spill as they were, and what belongs together under one key. */
@Tag("unit")
class FactCodecTest {
    /** Of several bytes, and around the edges of one. */
    private static final long[] PLACES = {1, 2, 9, 10, 255, 256, 257, 65_535, 65_536, 1L << 31, 1L << 40};

    @TempDir
    private Path folder;

    /** However many records have no subject, only those of one position are kept in memory. */
    @Test
    void recordsWithoutSubjectComeOnePositionAfterAnother() throws IOException {
        List<RefusedRecord> expected = new ArrayList<>();
        for (String source : List.of("dmp", "dmp-2", "old", "\u00fcber")) {
            for (String file : List.of("a.csv", "a.csv.gz", "b/1.csv", "b/10.csv", "b/2.csv")) {
                for (long at : PLACES) {
                    expected.add(new RefusedRecord(new Position(source, file, at), "segment_missing", null));
                }
            }
        }
        List<RefusedRecord> mixed = new ArrayList<>(expected);
        Collections.shuffle(mixed, new Random(11));
        mixed.addAll(mixed.subList(0, 20));

        List<List<RefusedRecord>> keys = new ArrayList<>();
        SpillMerge merge = new SpillMerge(spill(mixed), null, null);
        while (merge.nextKey() && !FactCodec.namesSubject(merge.key())) {
            keys.add(records(merge));
        }

        assertThat(keys).extracting(records -> records.get(0)).containsExactlyElementsOf(expected);
        assertThat(keys)
                .allSatisfy(records -> assertThat(records).hasSizeLessThan(3).containsOnly(records.get(0)));
        assertThat(keys.stream().mapToInt(List::size).sum()).isEqualTo(mixed.size());
        assertThat(new String(merge.key(), StandardCharsets.UTF_8)).isEqualTo("C-1");
    }

    /** Every field has a different value, so a missing or swapped one is detected. */
    @Test
    void aStatementComesBackWithEveryField() throws IOException {
        Statement statement = EveryField.of("C-1");
        LogEntry logged = new LogEntry(statement, 20_002, Fate.FUTURE, 20_003, Period.ofDays(4));
        Arrival arrival = new Arrival(statement, 20_005, new Position("a source", "a file", 6));

        try (SpillWriter writer = new SpillWriter(folder, "part", 1 << 20)) {
            FactCodec.writeLogged(writer, logged);
            FactCodec.writeArrival(writer, arrival);
            List<SpillFile> files = List.of(SpillFile.open(writer.finish().get(0)));
            SpillMerge merge = new SpillMerge(files, null, null);
            assertThat(merge.nextKey()).isTrue();
            assertThat(merge.nextRecord()).isTrue();
            assertThat(FactCodec.readLogged(merge, new SubjectId("C-1"))).isEqualTo(logged);
            assertThat(merge.nextRecord()).isTrue();
            assertThat(FactCodec.readArrival(merge, new SubjectId("C-1"))).isEqualTo(arrival);
        }
    }

    /** In several files, among records of people. */
    private List<SpillFile> spill(List<RefusedRecord> records) throws IOException {
        try (SpillWriter writer = new SpillWriter(folder, "part", 1 << 11)) {
            for (RefusedRecord record : records) {
                FactCodec.writeRefused(writer, null, record);
                FactCodec.writeRefused(writer, "C-1", record);
            }
            List<SpillFile> files = new ArrayList<>();
            for (Path file : writer.finish()) {
                files.add(SpillFile.open(file));
            }
            assertThat(files).hasSizeGreaterThan(3);
            return files;
        }
    }

    private static List<RefusedRecord> records(SpillMerge merge) throws IOException {
        List<RefusedRecord> records = new ArrayList<>();
        while (merge.nextRecord()) {
            records.add(FactCodec.readRefused(merge));
        }
        return records;
    }
}
