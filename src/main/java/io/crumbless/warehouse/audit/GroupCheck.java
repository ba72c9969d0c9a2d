package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rows of one row group, as far as no other dataset is needed: order, stamps, and that removals reveal
 * nothing.
 */
final class GroupCheck {
    /** The form of a code, which leaves no room for a segment or a value. */
    private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+)*");

    private static final int BEFORE = -1;

    private final ExpectedDataset dataset;
    private final Manifest manifest;
    private final long asOfMicros;
    private final Predicate<SubjectId> erased;

    /** The other datasets are searched for erased people by {@link AuditRange}. */
    private final boolean looksForErased;

    private final Set<String> sources = new HashSet<>();
    private final Findings.Tally tally;

    /** @param erased whether a person must not be in the snapshot */
    GroupCheck(
            ExpectedDataset dataset,
            Manifest manifest,
            long asOfMicros,
            Optional<Predicate<SubjectId>> erased,
            Findings.Tally tally) {
        this.dataset = dataset;
        this.manifest = manifest;
        this.asOfMicros = asOfMicros;
        this.erased = erased.orElse(nobody -> false);
        this.looksForErased = erased.isPresent() && isSideTable(dataset);
        this.tally = tally;
        manifest.inputs().forEach(input -> sources.add(input.source()));
    }

    private static boolean isSideTable(ExpectedDataset dataset) {
        return dataset.folder().equals(Layout.REMOVALS) || dataset.folder().equals(Layout.REFUSALS);
    }

    /** Reads the row group; returns its range of subjects. */
    GroupSpan run(ParquetTable table, String file, int rowGroup) {
        Place place = Place.of(file).rowGroup(rowGroup);
        dataset.checkRowGroup(table, rowGroup, place, tally);
        List<String> columns = new ArrayList<>(dataset.schema().paths());
        columns.retainAll(wanted());
        try (RowGroupReader rows = table.rowGroup(rowGroup, columns)) {
            GroupSpan span = checkSubjects(rows, file, rowGroup, place);
            checkConstant(rows, columns, "run_id", manifest.runId(), place);
            checkConstant(rows, columns, "policy_version", manifest.policyVersion(), place);
            if (columns.contains("as_of")) {
                checkCutOff(rows, place);
            }
            checkSideTable(rows, place);
            return span;
        }
    }

    private Set<String> wanted() {
        Set<String> wanted = new HashSet<>(Set.of(Layout.SUBJECT_ID, "run_id", "policy_version", "as_of"));
        if (dataset.folder().equals(Layout.REMOVALS)) {
            wanted.addAll(Set.of("source", "origin", "values"));
        } else if (dataset.folder().equals(Layout.REFUSALS)) {
            wanted.addAll(Set.of("source", "reason"));
        }
        return wanted;
    }

    private GroupSpan checkSubjects(RowGroupReader rows, String file, int rowGroup, Place place) {
        ColumnCursor subject = rows.column(Layout.SUBJECT_ID);
        SubjectBytes first = null;
        SubjectBytes last = new SubjectBytes();
        int most = dataset.order() == ExpectedDataset.Order.ONE_ROW_EACH ? BEFORE : 0;
        long row = -1;
        while (subject.next()) {
            row++;
            if (subject.isNull()) {
                if (dataset.order() != ExpectedDataset.Order.SOME_WITHOUT) {
                    tally.found(Rule.SUBJECTS_IN_ORDER, place.row(row), Code.NO_SUBJECT);
                }
                continue;
            }
            int compared = first == null
                    ? BEFORE
                    : last.compareTo(subject.bytesArray(), subject.bytesOffset(), subject.bytesLength());
            if (compared > most) {
                tally.found(Rule.SUBJECTS_IN_ORDER, place.row(row), Code.SUBJECT_OUT_OF_ORDER);
            }
            if (compared != 0) {
                last.set(subject.bytesArray(), subject.bytesOffset(), subject.bytesLength());
                checkErased(last, place, row);
            }
            if (first == null) {
                first = new SubjectBytes(subject.bytesArray(), subject.bytesOffset(), subject.bytesLength());
            }
        }
        tally.looked(Rule.SUBJECTS_IN_ORDER, row + 1);
        return new GroupSpan(file, rowGroup, first, first == null ? null : last);
    }

    private void checkErased(SubjectBytes subject, Place place, long row) {
        if (looksForErased) {
            tally.looked(Rule.ERASED_STAY_GONE);
            if (SubjectId.isValid(subject.text()) && erased.test(new SubjectId(subject.text()))) {
                tally.found(Rule.ERASED_STAY_GONE, place.row(row), Code.ERASED_PERSON);
            }
        }
    }

    private void checkConstant(RowGroupReader rows, List<String> columns, String column, String wanted, Place place) {
        if (!columns.contains(column)) {
            return;
        }
        ColumnCursor cursor = rows.column(column);
        boolean[] known = new boolean[cursor.dictionarySize()];
        for (int id = 0; id < known.length; id++) {
            known[id] = wanted.equals(cursor.dictionaryText(id));
        }
        long row = 0;
        while (cursor.next()) {
            int id = cursor.isNull() ? -1 : cursor.dictionaryId();
            boolean same = id >= 0 ? known[id] : !cursor.isNull() && wanted.equals(cursor.text());
            if (!same) {
                tally.found(Rule.STAMPED, place.row(row), Code.STAMP_DIFFERS, column);
            }
            row++;
        }
        tally.looked(Rule.STAMPED, row);
    }

    private void checkCutOff(RowGroupReader rows, Place place) {
        ColumnCursor cursor = rows.column("as_of");
        for (long row = 0; cursor.next(); row++) {
            if (cursor.isNull() || cursor.micros() != asOfMicros) {
                tally.found(Rule.STAMPED, place.row(row), Code.CUT_OFF_DIFFERS);
            }
        }
    }

    private void checkSideTable(RowGroupReader rows, Place place) {
        if (!isSideTable(dataset)) {
            return;
        }
        boolean removals = dataset.folder().equals(Layout.REMOVALS);
        tally.looked(Rule.REMOVALS_TELL_NOTHING, rows.rows());
        checkTexts(rows, "source", sources::contains, Code.REMOVED_OF_NO_SOURCE, place);
        if (removals) {
            Predicate<String> removed = word -> Origin.ofWord(word)
                    .filter(origin -> origin != Origin.DECLARED)
                    .isPresent();
            checkTexts(rows, "origin", removed, Code.REMOVED_OF_NO_ORIGIN, place);
            ColumnCursor values = rows.column("values");
            for (long row = 0; values.next(); row++) {
                if (values.isNull() || values.whole() < 1) {
                    found(place, row, Code.REMOVED_NOTHING);
                }
            }
        } else {
            checkTexts(rows, "reason", code -> CODE.matcher(code).matches(), Code.REASON_IS_NO_CODE, place);
        }
    }

    private void checkTexts(RowGroupReader rows, String column, Predicate<String> allowed, Code what, Place place) {
        ColumnCursor cursor = rows.column(column);
        Boolean[] known = new Boolean[cursor.dictionarySize()];
        for (long row = 0; cursor.next(); row++) {
            int id = cursor.isNull() ? -1 : cursor.dictionaryId();
            Boolean fine = id >= 0 ? known[id] : null;
            if (fine == null) {
                fine = isAllowed(cursor, allowed);
                if (id >= 0) {
                    known[id] = fine;
                }
            }
            if (!fine) {
                found(place, row, what);
            }
        }
    }

    private static boolean isAllowed(ColumnCursor cursor, Predicate<String> allowed) {
        @Nullable String text = cursor.isNull() ? null : cursor.text();
        return text != null && allowed.test(text);
    }

    private void found(Place place, long row, Code what) {
        tally.found(Rule.REMOVALS_TELL_NOTHING, place.row(row), what);
    }
}
