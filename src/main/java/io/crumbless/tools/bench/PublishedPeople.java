package io.crumbless.tools.bench;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.List;

/** Lists people with a profile in the current snapshot of a warehouse. */
final class PublishedPeople {
    private PublishedPeople() {}

    /**
     * Returns people in the order of their ids.
     *
     * @param step takes every {@code step}-th person
     * @param count maximum number of people
     */
    static List<SubjectId> of(Warehouse warehouse, long step, int count) {
        List<SubjectId> people = new ArrayList<>();
        Manifest manifest = warehouse.manifest(warehouse.current().orElseThrow());
        long at = 0;
        for (Manifest.Output output : manifest.outputs()) {
            if (!output.dataset().equals(Layout.PROFILES)) {
                continue;
            }
            ParquetTable table =
                    ParquetTable.open(warehouse.snapshot(manifest.runId()).resolve(output.file()));
            for (int group = 0; group < table.rowGroups() && people.size() < count; group++) {
                try (RowGroupReader reader = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
                    ColumnCursor id = reader.column(Layout.SUBJECT_ID);
                    while (id.next() && people.size() < count) {
                        if (at++ % step == step / 2) {
                            people.add(new SubjectId(String.valueOf(id.text())));
                        }
                    }
                }
            }
        }
        return people;
    }
}
