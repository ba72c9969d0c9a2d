package io.crumbless.answers.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.read.Decompressors;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person is found among many without looking at many. */
@Tag("unit")
class SubjectRowsTest {
    private static final int PARTS = 16;
    private static final int ROWS_IN_PART = 40;
    private static final int ROWS_IN_GROUP = 10;

    @TempDir
    private Path folder;

    private final Decompressors decompressors = new Decompressors();
    private Manifest manifest;

    @AfterEach
    void close() {
        decompressors.close();
    }

    @BeforeEach
    void write() {
        List<Manifest.Output> outputs = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            outputs.add(write(part));
        }
        manifest = new Manifest(
                1,
                "2026-11-22-0123456789ab",
                "test",
                LocalDate.of(2026, 11, 22),
                "UTC",
                "2026-11-23T00:00:00Z",
                "p",
                null,
                null,
                "crumbless",
                null,
                List.of(),
                List.of(),
                outputs,
                List.of(),
                List.of());
    }

    /**
     * Every second number is a subject's, with two rows each; the rows of the last subject of a part continue in the
     * next.
     */
    private Manifest.Output write(int part) {
        Dataset removals = Layout.removals();
        TableSchema schema = removals.schema();
        String file = Layout.REMOVALS + "/part-%05d.parquet".formatted(part);
        try (PartWriter out = PartWriter.create(
                Location.of(folder.resolve(file)),
                schema,
                removals.settings().withRowGroup(ROWS_IN_GROUP, Long.MAX_VALUE))) {
            for (int row = 0; row < ROWS_IN_PART; row++) {
                int subject = 2 * ((part * ROWS_IN_PART + row + 1) / 2);
                out.beginRow();
                out.text(schema.leaf("subject_id"), "C-%05d".formatted(subject));
                out.text(schema.leaf("source"), "dmp");
                out.text(schema.leaf("origin"), "inferred");
                out.whole(schema.leaf("values"), row);
                out.text(schema.leaf("run_id"), "r");
                out.endRow();
            }
            PartSummary summary = out.finish();
            return new Manifest.Output(Layout.REMOVALS, file, summary.rows(), summary.bytes(), summary.sha256());
        }
    }

    private SubjectRows rows(String subject) {
        return new SubjectRows(Location.of(folder), manifest, subject, new OpenTables(), decompressors);
    }

    private static List<Long> values(SubjectRows rows) {
        List<Long> values = new ArrayList<>();
        rows.read(Layout.REMOVALS, row -> values.add(row.whole("values")));
        return values;
    }

    @Test
    void findsEveryRowByHalving() {
        SubjectRows rows = rows("C-00252");

        assertThat(values(rows)).containsExactly(11L, 12L);
        assertThat(rows.filesOpened()).isLessThanOrEqualTo(6);
        assertThat(rows.rowGroupsRead()).isEqualTo(1);
    }

    /** Ids are in pages of a few; a row group more or less, a part more or less, makes no difference. */
    @Test
    void readsAsManyBytesWhereverThePersonStands() {
        List<Long> bytes = new ArrayList<>();
        for (int subject = 10; subject < PARTS * ROWS_IN_PART - 10; subject += 58) {
            SubjectRows rows = rows("C-%05d".formatted(2 * (subject / 2)));
            assertThat(values(rows)).isNotEmpty();
            bytes.add(rows.bytesRead());
        }
        long whole = manifest.outputs().get(0).bytes();

        assertThat(bytes).hasSizeGreaterThan(9).allSatisfy(read -> assertThat(read)
                .isLessThan(whole / 8));
    }

    @Test
    void findsRowsThatGoOnInTheNextPart() {
        assertThat(values(rows("C-00200"))).containsExactly(39L, 0L);
    }

    @Test
    void readsNoRowGroupForWhomThereIsNothing() {
        SubjectRows between = rows("C-00253");

        assertThat(values(between)).isEmpty();
        assertThat(between.rowGroupsRead()).isLessThanOrEqualTo(1);
        assertThat(values(rows("A"))).isEmpty();
        assertThat(values(rows("Z"))).isEmpty();
    }
}
