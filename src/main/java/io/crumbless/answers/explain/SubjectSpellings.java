package io.crumbless.answers.explain;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.Decompressors;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the spellings of one id under which a snapshot contains anything. The likely ones are looked up first, which
 * takes a few pages each; only if none of them exists are all ids read, so that nobody is wrongly informed that nothing
 * is stored.
 */
final class SubjectSpellings {
    private static final List<String> DATASETS =
            List.of(Layout.PROFILES, Layout.DECLARATIONS, Layout.REMOVALS, Layout.REFUSALS);

    private final SubjectId asked;
    private final long key;
    private final OpenTables tables;

    SubjectSpellings(SubjectId asked, OpenTables tables) {
        this.asked = asked;
        this.key = IdHash.ofKey(asked.value());
        this.tables = tables;
    }

    /** Likely spellings: as entered, without white space, in upper and lower case, as a number of a spreadsheet. */
    private Set<String> likely() {
        String folded = asked.key();
        Set<String> likely = new TreeSet<>();
        Stream.of(
                        asked.value(),
                        asked.value().strip(),
                        folded,
                        folded.toUpperCase(Locale.ROOT),
                        asked.value().strip().toUpperCase(Locale.ROOT))
                .filter(SubjectId::isValid)
                .forEach(likely::add);
        if (folded.chars().allMatch(c -> c >= '0' && c <= '9')) {
            likely.add(folded + ".0");
        }
        return likely;
    }

    /** The likely spellings in the snapshot. */
    Set<String> likelyIn(Location snapshot, Manifest manifest) {
        Set<String> found = new TreeSet<>();
        try (Decompressors decompressors = new Decompressors()) {
            for (String spelling : likely()) {
                SubjectRows rows = new SubjectRows(snapshot, manifest, spelling, tables, decompressors);
                if (DATASETS.stream().anyMatch(rows::holds)) {
                    found.add(spelling);
                }
            }
        }
        return found;
    }

    /** All spellings in the snapshot; reads every id. */
    Set<String> allIn(Location snapshot, Manifest manifest) {
        Set<String> found = new TreeSet<>();
        manifest.outputs().stream()
                .filter(output -> DATASETS.contains(output.dataset()))
                .map(output -> ParquetTable.open(snapshot.resolve(output.file())))
                .forEach(table -> read(table, found));
        return found;
    }

    private void read(ParquetTable table, Set<String> found) {
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader rows = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
                ColumnCursor subject = rows.column(Layout.SUBJECT_ID);
                while (subject.next()) {
                    if (!subject.isNull() && isOfTheKey(subject)) {
                        found.add(new String(
                                subject.bytesArray(),
                                subject.bytesOffset(),
                                subject.bytesLength(),
                                StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private boolean isOfTheKey(ColumnCursor subject) {
        int from = subject.bytesOffset();
        return IdHash.ofKey(subject.bytesArray(), from, from + subject.bytesLength()) == key;
    }
}
