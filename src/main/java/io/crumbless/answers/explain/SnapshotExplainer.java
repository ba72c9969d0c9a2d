package io.crumbless.answers.explain;

import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.columnar.parquet.read.Decompressors;
import io.crumbless.columnar.parquet.read.GroupRow;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.dataset.ContactMomentRows;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.dataset.LineageOfRow;
import io.crumbless.warehouse.dataset.RefusalRows;
import io.crumbless.warehouse.dataset.RemovalRows;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Explains from the files of snapshots alone. Finds a person by the smallest and largest id of parts, row groups and
 * pages, so that a search takes as long among millions of people as among thousands. Thread-safe.
 */
public final class SnapshotExplainer implements Explainer {
    /** By their version: the nights of a year mostly share one. */
    private final Map<String, Policy> policies = new ConcurrentHashMap<>();

    private final OpenTables tables = new OpenTables();
    private final OpenManifests manifests = new OpenManifests();

    @Override
    public Explanation explain(JobFile job, SubjectId subject, Optional<LocalDate> on) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        List<Manifest> nights = nights(warehouse, on);
        UsageBook usage = new UsageBook();
        try (Decompressors decompressors = new Decompressors()) {
            List<Reading> readings = nights.stream()
                    .map(manifest -> reading(warehouse, manifest, subject, decompressors))
                    .toList();
            for (int i = readings.size() - 1; i >= 0; i--) {
                readings.get(i).usage(usage);
            }
            return readings.get(0).explanation(withdrawnUntil(warehouse, nights.get(0)), usage);
        }
    }

    @Override
    public List<Explanation> nights(JobFile job, SubjectId subject) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        List<Explanation> explanations = new ArrayList<>();
        try (Decompressors decompressors = new Decompressors()) {
            for (Manifest manifest : nights(warehouse, Optional.empty())) {
                UsageBook usage = new UsageBook();
                Reading reading = reading(warehouse, manifest, subject, decompressors);
                reading.usage(usage);
                explanations.add(reading.explanation(withdrawnUntil(warehouse, manifest), usage));
            }
        }
        return explanations;
    }

    @Override
    public List<SubjectId> spellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        SubjectSpellings spellings = new SubjectSpellings(asked, tables);
        Set<String> found = new TreeSet<>();
        List<Manifest> nights = nights(warehouse, on);
        nights.forEach(night -> found.addAll(spellings.likelyIn(warehouse.snapshot(night.runId()), night)));
        if (found.isEmpty()) {
            nights.forEach(night -> found.addAll(spellings.allIn(warehouse.snapshot(night.runId()), night)));
        }
        return found.stream().map(SubjectId::new).toList();
    }

    @Override
    public List<SubjectId> likelySpellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        SubjectSpellings spellings = new SubjectSpellings(asked, tables);
        Set<String> found = new TreeSet<>();
        nights(warehouse, on)
                .forEach(night -> found.addAll(spellings.likelyIn(warehouse.snapshot(night.runId()), night)));
        return found.stream().map(SubjectId::new).toList();
    }

    private static Optional<Instant> withdrawnUntil(Warehouse warehouse, Manifest manifest) {
        return Amendments.of(warehouse.snapshot(manifest.runId()))
                .withdrawn()
                .map(Amendment.LaterWithdrawals::withdrawalsUntil);
    }

    private Reading reading(Warehouse warehouse, Manifest manifest, SubjectId subject, Decompressors decompressors) {
        Location snapshot = warehouse.snapshot(manifest.runId());
        Policy policy = policies.computeIfAbsent(manifest.policyVersion(), version -> ArchivedPolicy.read(snapshot));
        return new Reading(
                subject, manifest, policy, new SubjectRows(snapshot, manifest, subject.value(), tables, decompressors));
    }

    /** The requested snapshot and all earlier ones that are kept, the newest first. */
    private List<Manifest> nights(Warehouse warehouse, Optional<LocalDate> on) {
        List<Manifest> kept = warehouse.chain(runId -> manifests.of(warehouse, runId)).stream()
                .map(runId -> manifests.of(warehouse, runId))
                .toList();
        if (kept.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot explain: nothing is published yet in warehouse " + warehouse.root()
                            + "; run a night first, or name the warehouse of your nights in the job file");
        }
        List<Manifest> upTo = kept.stream()
                .dropWhile(manifest -> on.isPresent() && manifest.businessDate().isAfter(on.get()))
                .toList();
        if (upTo.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot explain as of " + on.map(LocalDate::toString).orElse("now")
                            + ": the snapshots kept are of "
                            + kept.stream()
                                    .map(manifest -> manifest.businessDate().toString())
                                    .collect(Collectors.joining(", ")));
        }
        return upTo;
    }

    /** Reads one subject from one snapshot. */
    static final class Reading {
        private final SubjectId subject;
        private final Manifest manifest;
        private final Policy policy;
        private final SubjectRows rows;
        private @Nullable String jurisdiction;

        Reading(SubjectId subject, Manifest manifest, Policy policy, SubjectRows rows) {
            this.subject = subject;
            this.manifest = manifest;
            this.policy = policy;
            this.rows = rows;
        }

        Explanation explanation(Optional<Instant> withdrawnUntil, UsageBook usage) {
            List<LogEntry> log = log();
            List<HeldValue> held = held(log);
            return new Explanation(
                    subject.value(),
                    manifest,
                    withdrawnUntil,
                    policy,
                    Optional.empty(),
                    Optional.ofNullable(jurisdiction),
                    held,
                    log,
                    usage.refused(),
                    removed(),
                    moments(),
                    usage.usage());
        }

        /** Adds the uses and refusals of this night. */
        void usage(UsageBook usage) {
            usage.night(manifest.businessDate());
            policy.purposes().forEach(purpose -> extract(purpose, usage));
            moments()
                    .forEach(moment -> usage.use(
                            RecipientKind.CONTACT_MOMENTS,
                            moment.purpose(),
                            moment.attribute(),
                            moment.source(),
                            moment.declarationId()));
            rows.read(Layout.REFUSALS, row -> usage.refused(RefusalRows.read(row)));
        }

        /** Reads only the lineage, not the values. */
        private void extract(Purpose purpose, UsageBook usage) {
            List<String> attributes = policy.attributes().stream()
                    .filter(attribute -> attribute.purposes().contains(purpose.id()))
                    .map(attribute -> attribute.name().value())
                    .toList();
            rows.read(Layout.EXTRACTS + "/" + purpose.id(), row -> {
                for (String attribute : attributes) {
                    LineageOfRow lineage = new LineageOfRow(row, attribute);
                    lineage.source()
                            .ifPresent(source -> usage.use(
                                    RecipientKind.EXTRACT, purpose.id(), attribute, source, lineage.declarationId()));
                }
            });
        }

        private List<HeldValue> held(List<LogEntry> log) {
            List<HeldValue> held = new ArrayList<>();
            rows.read(Layout.PROFILES, row -> {
                jurisdiction = row.text("jurisdiction");
                for (Attribute attribute : policy.attributes()) {
                    String name = attribute.name().value();
                    LineageOfRow stored = new LineageOfRow(row, name);
                    if (stored.source().isPresent()) {
                        List<String> items = row.texts(name);
                        Lineage lineage = stored.read();
                        held.add(new HeldValue(name, items, lineage, evidence(log, name, lineage)));
                    }
                }
            });
            return held;
        }

        private static Optional<LogEntry> evidence(List<LogEntry> log, String attribute, Lineage lineage) {
            return log.stream()
                    .filter(entry ->
                            entry.fate() == Fate.IN_FORCE && entry.statement().declares())
                    .filter(entry -> entry.statement().attribute().equals(attribute)
                            && entry.statement().declarationId().equals(lineage.declarationId())
                            && entry.statement().source().equals(lineage.source())
                            && entry.statement().declaredAtMicros() == lineage.declaredAtMicros())
                    .findFirst();
        }

        private List<LogEntry> log() {
            List<LogEntry> log = new ArrayList<>();
            rows.read(Layout.DECLARATIONS, row -> log.add(entry(row)));
            return log;
        }

        private LogEntry entry(GroupRow row) {
            Statement statement = StatementOfRow.read(row, subject);
            Fate fate = Fate.valueOf(row.required("fate").toUpperCase(Locale.ROOT));
            return new LogEntry(statement, row.epochDay("delivered_on"), fate);
        }

        private List<Removal> removed() {
            List<Removal> removed = new ArrayList<>();
            rows.read(Layout.REMOVALS, row -> removed.add(RemovalRows.read(row)));
            return removed;
        }

        private List<ContactMoment> moments() {
            List<ContactMoment> moments = new ArrayList<>();
            rows.read(Layout.CONTACT_MOMENTS, row -> moments.add(ContactMomentRows.read(row)));
            return moments;
        }
    }
}
