package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Checks the rows and files of one snapshot: first each row group, then slices of the subjects across all datasets, and
 * each file byte by byte. The parts are run by a {@link PartRunner}. Not thread-safe.
 */
public final class RowsAudit {
    private final AuditScope scope;
    private final PartRunner runner;
    private final Findings findings = new Findings();
    private final Findings.Tally tally = findings.tally();

    public RowsAudit(AuditScope scope, PartRunner runner) {
        this.scope = scope;
        this.runner = runner;
    }

    /** @throws io.crumbless.process.Stopped if the thread is asked to stop */
    public RowsFound look() {
        Map<String, List<GroupSpan>> groups = new HashMap<>();
        RowSpans spans = new RowSpans(groups, withdrawals(groups));
        requireOrderAcross(spans);
        OriginCount origins = new OriginCount(scope.attributes());
        runner.look(scope, spans, filesAndSlices(spans), found -> {
            findings.addAll(found.rules());
            if (found.origins() != null) {
                origins.add(found.origins());
            }
        });
        tally.done();
        return new RowsFound(findings.written(), origins.written());
    }

    /** Reads every row group. */
    private LoggedWithdrawals withdrawals(Map<String, List<GroupSpan>> groups) {
        List<AuditPart> parts = rowGroups();
        LoggedWithdrawals withdrawals = new LoggedWithdrawals();
        Iterator<AuditPart> of = parts.iterator();
        runner.look(scope, RowSpans.NONE, parts, found -> {
            AuditPart.Group group = (AuditPart.Group) of.next();
            findings.addAll(found.rules());
            if (found.withdrawals() != null) {
                withdrawals.add(found.withdrawals());
            }
            if (found.span() != null) {
                groups.computeIfAbsent(group.dataset(), any -> new ArrayList<>())
                        .add(found.span());
            }
        });
        return withdrawals;
    }

    private List<AuditPart> rowGroups() {
        List<AuditPart> parts = new ArrayList<>();
        for (ExpectedDataset dataset : scope.datasets) {
            for (Manifest.Output output : scope.manifest.outputs()) {
                if (output.dataset().equals(dataset.folder())) {
                    for (int i = 0; i < rowGroups(dataset, output); i++) {
                        parts.add(new AuditPart.Group(dataset.folder(), output.file(), i));
                    }
                }
            }
        }
        return parts;
    }

    /** Number of row groups of a file; zero if it does not belong to the dataset. */
    private int rowGroups(ExpectedDataset dataset, Manifest.Output output) {
        try {
            ParquetTable table = scope.files.of(output.file());
            if (table.rows() != output.rows()) {
                tally.found(Rule.FILES_LISTED, output.file(), Code.ROWS_DIFFER, table.rows(), output.rows());
            }
            return dataset.check(table, output.file(), tally) ? table.rowGroups() : 0;
        } catch (ParquetInputException | StorageException failure) {
            tally.found(Rule.FILES_LISTED, output.file(), Code.NO_PARQUET);
            return 0;
        }
    }

    private void requireOrderAcross(RowSpans spans) {
        for (ExpectedDataset dataset : scope.datasets) {
            SubjectBytes last = null;
            for (GroupSpan span : spans.of(dataset.folder())) {
                if (span.first() == null || span.last() == null) {
                    continue;
                }
                int compared = last == null ? -1 : last.compareTo(span.first());
                if (compared > 0 || (compared == 0 && dataset.order() == ExpectedDataset.Order.ONE_ROW_EACH)) {
                    tally.found(Rule.SUBJECTS_IN_ORDER, span.place().row(0), Code.ROW_GROUP_OUT_OF_ORDER);
                }
                last = span.last();
            }
        }
    }

    private List<AuditPart> filesAndSlices(RowSpans spans) {
        List<AuditPart> parts = new ArrayList<>();
        scope.manifest.outputs().stream()
                .sorted(Comparator.comparingLong(Manifest.Output::bytes).reversed())
                .forEach(output -> parts.add(new AuditPart.WholeFile(output.file())));
        parts.addAll(slices(spans));
        return parts;
    }

    /** Splits the subjects at the row groups of the dataset that has the most. */
    private static List<AuditPart.Slice> slices(RowSpans spans) {
        List<GroupSpan> profiles = spans.of(Layout.PROFILES);
        List<GroupSpan> log = spans.of(Layout.DECLARATIONS);
        List<AuditPart.Slice> slices = new ArrayList<>();
        SubjectBytes from = null;
        SubjectBytes begun = null;
        for (GroupSpan span : profiles.size() >= log.size() ? profiles : log) {
            SubjectBytes first = span.first();
            // A subject may continue in the next row group of the log; it belongs to the slice in which it begins.
            if (first != null && begun != null && first.compareTo(begun) > 0) {
                slices.add(new AuditPart.Slice(from, first));
                from = first;
            }
            begun = first == null ? begun : first;
        }
        slices.add(new AuditPart.Slice(from, null));
        return slices;
    }
}
