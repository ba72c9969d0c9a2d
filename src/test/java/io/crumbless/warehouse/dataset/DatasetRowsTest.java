package io.crumbless.warehouse.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every component of a row is in the column of its name; all values differ, so a swapped one is detected. */
@Tag("unit")
class DatasetRowsTest {
    private static final SubjectId SUBJECT = new SubjectId("C-1");

    @TempDir
    private Path folder;

    @Test
    void aContactMomentIsReadBack() {
        ContactMoment moment = new ContactMoment(
                "an attribute",
                "a purpose",
                "a channel",
                LocalDate.parse("2026-11-21"),
                LocalDate.parse("2026-12-08"),
                "a source",
                "an id");
        ParquetTable part =
                written(Layout.contactMoments(), out -> ContactMomentRows.write(out, "a run", SUBJECT, moment));

        assertThat(row(part, ContactMomentRows::read)).isEqualTo(moment);
        assertThat(texts(part))
                .containsExactly(
                        "subject_id C-1",
                        "attribute an attribute",
                        "purpose a purpose",
                        "channel a channel",
                        "opens 2026-11-21",
                        "closes 2026-12-08",
                        "source a source",
                        "declaration_id an id",
                        "run_id a run");
    }

    @Test
    void aRemovalIsReadBack() throws IOException {
        Removal removal = new Removal("a source", Origin.ACQUIRED, 7);
        ParquetTable part = written(Layout.removals(), out -> RemovalRows.write(out, "a run", SUBJECT, removal));

        Removal ofRow = row(part, RemovalRows::read);
        assertThat(ofRow).isEqualTo(removal);
        List<String> read = new ArrayList<>();
        RemovalRows.read(part, (subject, each) -> read.add(subject + " " + each.equals(removal)));
        assertThat(read).containsExactly("C-1 true");
        assertThat(texts(part))
                .containsExactly("subject_id C-1", "source a source", "origin acquired", "values 7", "run_id a run");
    }

    @Test
    void aRefusalIsReadBack() throws IOException {
        RefusalRows.Row whole = new RefusalRows.Row("C-1", new Position("a source", "a file", 9), "a_reason", "an id");
        RefusalRows.Row bare = new RefusalRows.Row(null, new Position("a source", "a file", 10), "a_reason", null);
        ParquetTable part = written(Layout.refusals(), out -> {
            RefusalRows.write(out, "a run", whole);
            RefusalRows.write(out, "a run", bare);
        });

        RefusalRows.Row ofRow = row(part, RefusalRows::read);
        assertThat(ofRow).isEqualTo(whole);
        List<RefusalRows.Row> read = new ArrayList<>();
        RefusalRows.read(part, read::add);
        assertThat(read).containsExactly(whole, bare);
        assertThat(texts(part))
                .containsExactly(
                        "subject_id C-1",
                        "source a source",
                        "file a file",
                        "position 9",
                        "reason a_reason",
                        "declaration_id an id",
                        "run_id a run");
    }

    private ParquetTable written(Dataset dataset, Consumer<PartWriter> rows) {
        Location part = Location.of(folder.resolve("part.parquet"));
        try (PartWriter out = PartWriter.create(part, dataset.schema(), dataset.settings())) {
            rows.accept(out);
            out.finish();
        }
        return ParquetTable.open(part);
    }

    /** The first one. */
    private static <T> T row(ParquetTable part, Function<GroupRow, T> read) {
        List<String> columns =
                part.columns().stream().map(column -> column.name()).toList();
        try (RowGroupReader rows = part.rowGroup(0, columns)) {
            GroupRow row = new GroupRow(rows);
            row.moveTo(0);
            return read.apply(row);
        }
    }

    private static List<String> texts(ParquetTable part) {
        return row(part, row -> part.columns().stream()
                .map(column -> column.name() + " " + row.text(column.name()))
                .toList());
    }
}
