package io.crumbless.warehouse.audit;

import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot back and holds it against the laws, {@link Rule} by rule. Everything is taken from the snapshot's own
 * files: manifest, archived policy, datasets. Each file is read twice at most, by column; memory is bounded by a row group
 * of each dataset for each thread.
 */
public final class Audit {
    private final int threads;
    private final Watcher watcher;
    private final Optional<SealCheck> seals;

    /** Learns how far an audit is. Called by several threads. */
    public interface Watcher {
        /** @param done row groups and files that have been looked at, of {@code total} */
        void looked(long done, long total);
    }

    public Audit(int threads, Watcher watcher) {
        this(threads, watcher, Optional.empty());
    }

    /** @param seals knows the seals of amendments; empty where the key is not at hand, and seals are not looked at */
    public Audit(int threads, Watcher watcher, Optional<SealCheck> seals) {
        this.threads = threads;
        this.watcher = watcher;
        this.seals = seals;
    }

    /**
     * Audits one snapshot.
     *
     * @param warehouse whose other manifests the snapshot's must agree with
     * @param snapshot folder of the snapshot, published or not
     * @param erased whether a person must not be in it; empty where that is not known
     * @throws io.crumbless.process.Stopped if the thread is asked to stop
     */
    public Audited of(Warehouse warehouse, Location snapshot, Optional<Predicate<SubjectId>> erased) {
        return of(warehouse, snapshot, erased, Optional.empty());
    }

    /**
     * As {@link #of(Warehouse, Location, Optional)}.
     *
     * @param restricted which purposes a person's values must not serve, by their ids; empty where that is not known, or
     *     nobody asked for it
     */
    public Audited of(
            Warehouse warehouse,
            Location snapshot,
            Optional<Predicate<SubjectId>> erased,
            Optional<Function<SubjectId, Predicate<String>>> restricted) {
        Findings findings = new Findings();
        Manifest original;
        Amendments amendments;
        try {
            original = ManifestFile.read(snapshot.resolve(Warehouse.MANIFEST));
            amendments = Amendments.of(snapshot);
        } catch (StorageException | Failure failure) {
            findings.tally().found(Rule.FILES_LISTED, Warehouse.MANIFEST, Code.MISSING_OR_UNREADABLE);
            return new Audited(snapshot.name(), findings.checks());
        }
        try (Workers workers = new Workers(
                threads, "crumbless-audit", "Stopped while auditing; the same command begins the audit again")) {
            new Attempt(warehouse, snapshot, erased, restricted, findings, original, amendments, workers).run();
        }
        return new Audited(original.runId(), findings.checks());
    }

    /** One part file of a dataset, open. */
    private record Part(ExpectedDataset dataset, String file, ParquetTable table) {}

    /** Subjects from one on, before another. */
    private record Range(
            @Nullable SubjectBytes from, @Nullable SubjectBytes to) {}

    /** One audit. */
    private final class Attempt {
        private final Warehouse warehouse;
        private final Location snapshot;
        private final Optional<Predicate<SubjectId>> erased;
        private final Optional<Function<SubjectId, Predicate<String>>> restricted;
        private final Findings findings;
        private final Manifest original;
        private final Amendments amendments;
        private final Manifest manifest;
        private final Workers workers;
        private final Findings.Tally tally;
        private final AtomicLong done = new AtomicLong();

        Attempt(
                Warehouse warehouse,
                Location snapshot,
                Optional<Predicate<SubjectId>> erased,
                Optional<Function<SubjectId, Predicate<String>>> restricted,
                Findings findings,
                Manifest original,
                Amendments amendments,
                Workers workers) {
            this.warehouse = warehouse;
            this.snapshot = snapshot;
            this.erased = erased;
            this.restricted = restricted;
            this.findings = findings;
            this.original = original;
            this.amendments = amendments;
            this.manifest = amendments.appliedTo(original);
            this.workers = workers;
            this.tally = findings.tally();
        }

        void run() {
            EvidenceCheck evidence = new EvidenceCheck(snapshot, manifest, amendments, tally);
            evidence.checkManifest();
            evidence.checkAmendments(original, seals);
            evidence.checksums();
            evidence.checkOwn();
            evidence.checkBooks();
            evidence.checkChain(warehouse);
            evidence.checkEvidence();
            Optional<Policy> policy = evidence.policy();
            if (policy.isPresent()) {
                List<ExpectedDataset> datasets = ExpectedDataset.all(policy.get());
                evidence.checkListing(datasets);
                checkRows(policy.get(), datasets);
            }
            tally.done();
        }

        private void checkRows(Policy policy, List<ExpectedDataset> datasets) {
            PolicyTables tables = new PolicyTables(policy, manifest, amendments.withdrawn());
            List<Part> parts = open(datasets);
            long rowGroups =
                    parts.stream().mapToLong(part -> part.table().rowGroups()).sum();
            long total = rowGroups + manifest.outputs().size();
            WithdrawalsBySpelling elsewhere = new WithdrawalsBySpelling(tables);
            Map<String, List<GroupSpan>> groups = spans(parts, tables, elsewhere, total);
            requireOrderAcross(groups, datasets);
            OriginCount origins = new OriginCount(policy.attributes().size());
            List<Callable<Void>> tasks = new ArrayList<>();
            manifest.outputs().stream()
                    .sorted(Comparator.comparingLong(Manifest.Output::bytes).reversed())
                    .forEach(output -> tasks.add(task(Place.of(output.file()), total, own -> new EvidenceCheck(
                                    snapshot, manifest, amendments, own)
                            .checkFile(output))));
            for (Range range : ranges(groups)) {
                tasks.add(task(Place.sideBySide(), total, own -> {
                    AuditRange slice = new AuditRange(
                            groups, range.from(), range.to(), tables, elsewhere, erased, restricted, own);
                    slice.run();
                    origins.add(slice.origins());
                }));
            }
            workers.all(tasks);
            new RetirementCheck(snapshot, manifest, amendments, policy, tally).check(warehouse, origins);
        }

        private List<Part> open(List<ExpectedDataset> datasets) {
            List<Part> parts = new ArrayList<>();
            for (ExpectedDataset dataset : datasets) {
                for (Manifest.Output output : manifest.outputs()) {
                    if (output.dataset().equals(dataset.folder())) {
                        open(dataset, output).ifPresent(parts::add);
                    }
                }
            }
            return parts;
        }

        private Optional<Part> open(ExpectedDataset dataset, Manifest.Output output) {
            try {
                ParquetTable table = ParquetTable.open(snapshot.resolve(output.file()));
                if (table.rows() != output.rows()) {
                    tally.found(Rule.FILES_LISTED, output.file(), Code.ROWS_DIFFER, table.rows(), output.rows());
                }
                return dataset.check(table, output.file(), tally)
                        ? Optional.of(new Part(dataset, output.file(), table))
                        : Optional.empty();
            } catch (ParquetInputException | StorageException failure) {
                tally.found(Rule.FILES_LISTED, output.file(), Code.NO_PARQUET);
                return Optional.empty();
            }
        }

        /** Reads every row group once by itself; returns those of each dataset, in order. */
        private Map<String, List<GroupSpan>> spans(
                List<Part> parts, PolicyTables tables, WithdrawalsBySpelling elsewhere, long total) {
            Map<String, List<Future<Optional<GroupSpan>>>> running = new HashMap<>();
            for (Part part : parts) {
                for (int i = 0; i < part.table().rowGroups(); i++) {
                    int rowGroup = i;
                    running.computeIfAbsent(part.dataset().folder(), any -> new ArrayList<>())
                            .add(workers.begin(() -> span(part, rowGroup, tables, elsewhere, total)));
                }
            }
            Map<String, List<GroupSpan>> spans = new HashMap<>();
            for (Map.Entry<String, List<Future<Optional<GroupSpan>>>> dataset : running.entrySet()) {
                List<GroupSpan> found = new ArrayList<>();
                for (Future<Optional<GroupSpan>> future : dataset.getValue()) {
                    workers.result(future).ifPresent(found::add);
                }
                spans.put(dataset.getKey(), found);
            }
            return spans;
        }

        private Optional<GroupSpan> span(
                Part part, int rowGroup, PolicyTables tables, WithdrawalsBySpelling elsewhere, long total) {
            Findings.Tally own = findings.tally();
            try {
                if (part.dataset().folder().equals(Layout.DECLARATIONS)) {
                    elsewhere.read(part.table(), rowGroup, Place.of(part.file()).rowGroup(rowGroup));
                }
                return Optional.of(new GroupCheck(part.dataset(), manifest, tables.asOfMicros, erased, own)
                        .run(part.table(), part.file(), rowGroup));
            } catch (RuntimeException failure) {
                unreadable(own, Place.of(part.file()).rowGroup(rowGroup), failure);
                return Optional.empty();
            } finally {
                own.done();
                watcher.looked(done.incrementAndGet(), total);
            }
        }

        private void requireOrderAcross(Map<String, List<GroupSpan>> groups, List<ExpectedDataset> datasets) {
            for (ExpectedDataset dataset : datasets) {
                SubjectBytes last = null;
                for (GroupSpan span : groups.getOrDefault(dataset.folder(), List.of())) {
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

        /** Cuts the subjects where the dataset with the most row groups begins a new one. */
        private List<Range> ranges(Map<String, List<GroupSpan>> groups) {
            List<GroupSpan> profiles = groups.getOrDefault(Layout.PROFILES, List.of());
            List<GroupSpan> log = groups.getOrDefault(Layout.DECLARATIONS, List.of());
            List<Range> ranges = new ArrayList<>();
            SubjectBytes from = null;
            SubjectBytes begun = null;
            for (GroupSpan span : profiles.size() >= log.size() ? profiles : log) {
                SubjectBytes first = span.first();
                // A subject may go on into the next row group of the log; it stays with the range it began in.
                if (first != null && begun != null && first.compareTo(begun) > 0) {
                    ranges.add(new Range(from, first));
                    from = first;
                }
                begun = first == null ? begun : first;
            }
            ranges.add(new Range(from, null));
            return ranges;
        }

        private Callable<Void> task(Place place, long total, Task task) {
            return () -> {
                Findings.Tally own = findings.tally();
                try {
                    task.run(own);
                } catch (RuntimeException failure) {
                    unreadable(own, place, failure);
                } finally {
                    own.done();
                    watcher.looked(Math.min(total, done.incrementAndGet()), total);
                }
                return null;
            };
        }
    }

    /** A piece of work that counts on its own. */
    private interface Task {
        void run(Findings.Tally tally);
    }

    /** Names the kind of failure only: messages of what was read may hold what was read. */
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
