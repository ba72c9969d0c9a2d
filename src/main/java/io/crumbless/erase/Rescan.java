package io.crumbless.erase;

import io.crumbless.erase.Finder.FoundSnapshot;
import io.crumbless.parquet.ColumnInfo;
import io.crumbless.parquet.ColumnKind;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.StoredTexts;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.storage.Location;
import io.crumbless.work.Workers;
import java.util.ArrayList;
import java.util.List;

/** Searches every text of every column but the ids themselves for the ids of people who were erased. */
final class Rescan {
    private final Workers workers;

    Rescan(Workers workers) {
        this.workers = workers;
    }

    /**
     * What was searched.
     *
     * @param elsewhere places where an id stands: file, row group and column
     */
    record Searched(long texts, List<String> elsewhere) {}

    Searched search(FoundSnapshot snapshot, Wanted wanted) {
        List<Searched> parts = workers.largestFirst(
                snapshot.manifest().outputs(),
                Manifest.Output::bytes,
                output -> search(snapshot.snapshot(), output.file(), wanted));
        long texts = 0;
        List<String> elsewhere = new ArrayList<>();
        for (Searched part : parts) {
            texts += part.texts();
            elsewhere.addAll(part.elsewhere());
        }
        return new Searched(texts, elsewhere);
    }

    private static Searched search(Location snapshot, String file, Wanted wanted) {
        ParquetTable table = ParquetTable.open(snapshot.resolve(file));
        Wanted.Look look = wanted.look();
        long[] texts = new long[1];
        List<String> elsewhere = new ArrayList<>();
        try (StoredTexts stored = table.texts()) {
            for (int group = 0; group < table.rowGroups(); group++) {
                for (ColumnInfo column : table.columns()) {
                    if (column.kind() != ColumnKind.TEXT || column.name().equals(Layout.SUBJECT_ID)) {
                        continue;
                    }
                    boolean[] found = new boolean[1];
                    stored.show(group, column.name(), (bytes, offset, length) -> {
                        texts[0]++;
                        found[0] |= look.standsIn(bytes, offset, length);
                    });
                    if (found[0]) {
                        elsewhere.add(
                                snapshot.name() + "/" + file + ", row group " + group + ", column " + column.name());
                    }
                }
            }
        }
        return new Searched(texts[0], elsewhere);
    }
}
