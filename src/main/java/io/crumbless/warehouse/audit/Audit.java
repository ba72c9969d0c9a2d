package io.crumbless.warehouse.audit;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a snapshot back and checks it against the laws, {@link Rule} by rule. Everything is read from the snapshot's
 * own files: manifest, archived policy, datasets. Each file is read at most twice, by column; memory is bounded by one
 * row group of each dataset per thread.
 */
public final class Audit {
    private final RowsAuditor rows;
    private final Optional<SealCheck> seals;

    /** Is notified of the progress of an audit, by several threads. */
    public interface Watcher {
        /** @param done row groups and files that were checked, of {@code total} */
        void looked(long done, long total);
    }

    public Audit(int threads, Watcher watcher) {
        this(threads, watcher, Optional.empty());
    }

    /** @param seals verifies the seals of amendments; empty if the key is not available, and seals are not checked */
    public Audit(int threads, Watcher watcher, Optional<SealCheck> seals) {
        this(new LocalRows(threads, watcher), seals);
    }

    /** @param rows checks the rows, on this machine or on several */
    public Audit(RowsAuditor rows, Optional<SealCheck> seals) {
        this.rows = rows;
        this.seals = seals;
    }

    /**
     * Audits one snapshot.
     *
     * @param warehouse the warehouse whose other manifests must agree with that of the snapshot
     * @param snapshot folder of the snapshot, published or not
     * @param erased whether a person must not be in it; empty if that is unknown
     * @throws io.crumbless.process.Stopped if the thread is asked to stop
     */
    public Audited of(Warehouse warehouse, Location snapshot, Optional<Predicate<SubjectId>> erased) {
        return of(warehouse, snapshot, new AuditScope.Who(erased, Optional.empty()));
    }

    /**
     * As {@link #of(Warehouse, Location, Optional)}, if the {@link RowsAuditor} knows which people must not be in it.
     */
    public Audited of(Warehouse warehouse, Location snapshot) {
        return of(warehouse, snapshot, Optional.empty());
    }

    /** As {@link #of(Warehouse, Location, Optional)}. */
    public Audited of(Warehouse warehouse, Location snapshot, AuditScope.Who who) {
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
        new Attempt(warehouse, snapshot, who, findings, original, amendments).run();
        return new Audited(original.runId(), findings.checks());
    }

    /** The audit of one snapshot. */
    private final class Attempt {
        private final Warehouse warehouse;
        private final Location snapshot;
        private final AuditScope.Who who;
        private final Findings findings;
        private final Manifest original;
        private final Amendments amendments;
        private final Manifest manifest;
        private final Findings.Tally tally;

        Attempt(
                Warehouse warehouse,
                Location snapshot,
                AuditScope.Who who,
                Findings findings,
                Manifest original,
                Amendments amendments) {
            this.warehouse = warehouse;
            this.snapshot = snapshot;
            this.who = who;
            this.findings = findings;
            this.original = original;
            this.amendments = amendments;
            this.manifest = amendments.appliedTo(original);
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
                evidence.checkListing(ExpectedDataset.all(policy.get()));
                checkRows(policy.get());
            }
            tally.done();
        }

        private void checkRows(Policy policy) {
            RowsFound found = rows.look(new AuditScope(snapshot, manifest, amendments, policy, who));
            findings.addAll(found.rules());
            OriginCount origins = new OriginCount(policy.attributes().size());
            origins.add(found.origins());
            new RetirementCheck(snapshot, manifest, amendments, policy, tally).check(warehouse, origins);
        }
    }
}
