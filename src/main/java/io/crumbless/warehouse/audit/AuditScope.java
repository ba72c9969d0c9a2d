package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is needed to check parts of a snapshot, read from its own files. Thread-safe. */
public final class AuditScope {
    final Location snapshot;
    final Manifest manifest;
    final List<ExpectedDataset> datasets;
    final AuditedFiles files;
    private final Amendments amendments;
    private final PolicyTables tables;
    private final Who who;
    private final Map<String, ExpectedDataset> byFolder = new HashMap<>();
    private final Map<String, Manifest.Output> outputs = new HashMap<>();

    /**
     * Which people to look for.
     *
     * @param erased whether a person must not be in the snapshot; empty if unknown
     * @param restricted ids of purposes that a person's values must not serve; empty if unknown or if nobody has
     *     restricted anything
     */
    public record Who(
            Optional<Predicate<SubjectId>> erased, Optional<Function<SubjectId, Predicate<String>>> restricted) {}

    /** @param manifest with its amendments applied */
    AuditScope(Location snapshot, Manifest manifest, Amendments amendments, Policy policy, Who who) {
        this.snapshot = snapshot;
        this.manifest = manifest;
        this.amendments = amendments;
        this.who = who;
        this.files = new AuditedFiles(snapshot);
        this.tables = new PolicyTables(policy, manifest, amendments.withdrawn());
        this.datasets = ExpectedDataset.all(policy);
        datasets.forEach(dataset -> byFolder.put(dataset.folder(), dataset));
        manifest.outputs().forEach(output -> outputs.put(output.file(), output));
    }

    /**
     * Reads the files that describe a snapshot.
     *
     * @throws io.crumbless.process.Failure if that cannot be read
     */
    public static AuditScope open(Location snapshot, Who who) {
        Manifest original = ManifestFile.read(snapshot.resolve(Warehouse.MANIFEST));
        Amendments amendments = Amendments.of(snapshot);
        return new AuditScope(snapshot, amendments.appliedTo(original), amendments, ArchivedPolicy.read(snapshot), who);
    }

    /** Approximate number of row groups and files to check. */
    long size() {
        return manifest.outputs().size() + files.rowGroups();
    }

    int attributes() {
        return tables.attributes.size();
    }

    /**
     * Checks a part. If it cannot be read, that is a finding.
     *
     * @param spans ranges of all row groups, required for slices
     */
    public PartFound look(AuditPart part, RowSpans spans) {
        Findings findings = new Findings();
        Findings.Tally tally = findings.tally();
        Seen seen = new Seen();
        try {
            look(part, spans, tally, seen);
        } catch (RuntimeException failure) {
            unreadable(tally, place(part), failure);
        }
        tally.done();
        return new PartFound(findings.written(), seen.span, seen.withdrawals, seen.origins);
    }

    /** The result for a part as far as it was read, kept if the rest turns out to be unreadable. */
    private static final class Seen {
        private @Nullable GroupSpan span;
        private @Nullable LoggedWithdrawals withdrawals;
        private OriginCount.@Nullable Written origins;
    }

    private void look(AuditPart part, RowSpans spans, Findings.Tally tally, Seen seen) {
        if (part instanceof AuditPart.Group group) {
            look(group, tally, seen);
        } else if (part instanceof AuditPart.WholeFile file) {
            new EvidenceCheck(snapshot, manifest, amendments, tally).checkFile(known(outputs, file.file()));
        } else {
            AuditRange range = new AuditRange(files, spans, (AuditPart.Slice) part, tables, who, tally);
            range.run();
            seen.origins = range.origins().written();
        }
    }

    private void look(AuditPart.Group group, Findings.Tally tally, Seen seen) {
        ParquetTable table = files.of(group.file());
        if (group.dataset().equals(Layout.DECLARATIONS)) {
            LoggedWithdrawals withdrawals = new LoggedWithdrawals();
            withdrawals.read(tables, table, group.file(), group.rowGroup());
            seen.withdrawals = withdrawals;
        }
        seen.span = new GroupCheck(known(byFolder, group.dataset()), manifest, tables.asOfMicros, who.erased(), tally)
                .run(table, group.file(), group.rowGroup());
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("'" + name + "' is not of the snapshot");
        }
        return found;
    }

    private static Place place(AuditPart part) {
        if (part instanceof AuditPart.Group group) {
            return Place.of(group.file()).rowGroup(group.rowGroup());
        }
        return part instanceof AuditPart.WholeFile file ? Place.of(file.file()) : Place.sideBySide();
    }

    /** Reports only the kind of failure, because messages of exceptions may contain values. */
    private static void unreadable(Findings.Tally tally, Place place, RuntimeException failure) {
        if (failure instanceof ParquetInputException known) {
            tally.found(Rule.FILES_LISTED, place, Code.UNREADABLE_BECAUSE, String.valueOf(known.getMessage()));
        } else {
            tally.found(
                    Rule.FILES_LISTED,
                    place,
                    Code.CHECK_FAILED,
                    failure.getClass().getSimpleName());
        }
    }
}
