package io.crumbless.night.spark;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.delivery.DeclarationSource;
import io.crumbless.night.intake.Intake;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.plan.NightPlan;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.RecomputePlan;
import io.crumbless.night.plan.RollbackPlan;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.publish.Staging;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a driver program needs to scatter and gather the facts of a plan, without the control database, which
 * stays with the submitting process.
 *
 * <p>Deliveries from databases have been copied to files.
 *
 * @param runId names the folder in the staging
 * @param warehouse its location
 * @param policy files of the policy, by name
 * @param erased people of whom nothing may remain
 * @param restricted people whose values are stored and not used
 * @param facts where the facts come from
 * @param pages how data pages are compressed
 * @param modes modes of the files to create
 */
public record SparkWork(
        String runId,
        Location warehouse,
        SortedMap<String, String> policy,
        Night night,
        ErasedSubjects.Written erased,
        RestrictedSubjects.Written restricted,
        Facts facts,
        PageLayout pages,
        FileModes modes)
        implements DriverWork {
    /** The source of the facts. */
    public sealed interface Facts {
        /**
         * Deliveries of suppliers.
         *
         * @param log run id of the snapshot whose evidence log is continued
         * @param ids which differences in the spelling of subject ids of the log are ignored, by source of the
         *     statement
         * @param otherIds the same for sources that no longer exist
         */
        record Delivered(Intake intake, Optional<String> log, Map<String, IdFold> ids, IdFold otherIds, KeyShare share)
                implements Facts {
            static Delivered of(JobFile job, Deliveries facts) {
                SortedMap<String, IdFold> ids = new TreeMap<>();
                for (DeclarationSource source : job.declarations()) {
                    ids.put(source.name(), source.ids());
                }
                return new Delivered(
                        facts.intake(),
                        facts.log().map(PublishedSnapshot::runId),
                        ids,
                        job.ids().subjects(),
                        facts.share());
            }
        }

        /**
         * An older snapshot in place of deliveries.
         *
         * @param kept its run id
         * @param current run id of the one that is published
         * @param sameNight whether it is recomputed for its own night; otherwise it is restored by a rollback
         */
        record Kept(String kept, String current, boolean sameNight) implements Facts {}
    }

    /** The work for a night or a rollback. */
    public static SparkWork of(SnapshotPlan plan) {
        return of(
                plan.runId(),
                plan.warehouse(),
                plan.terms(),
                facts(plan),
                plan.job().pages());
    }

    /** The work for a recomputation. */
    public static SparkWork of(RecomputePlan plan) {
        return of(
                plan.runId(),
                plan.facts().kept().warehouse(),
                plan.terms(),
                new Facts.Kept(
                        plan.facts().kept().runId(), plan.facts().current().runId(), true),
                plan.pages());
    }

    static SparkWork of(String runId, Warehouse warehouse, PlanTerms terms, Facts facts, PageLayout pages) {
        return new SparkWork(
                runId,
                warehouse.root(),
                terms.policy().files(),
                terms.night(),
                terms.erased().written(),
                terms.restricted().written(),
                facts,
                pages,
                FileModes.at(warehouse.root()));
    }

    private static Facts facts(SnapshotPlan plan) {
        if (plan instanceof RollbackPlan rollback) {
            return new Facts.Kept(
                    rollback.facts().kept().runId(), rollback.facts().current().runId(), false);
        }
        NightPlan night = (NightPlan) plan;
        return Facts.Delivered.of(night.job(), night.facts());
    }

    /** The staging of the snapshot. */
    Staging staging() {
        return new Staging(new Warehouse(warehouse), runId);
    }

    /** The terms of the kernel's decisions. */
    PlanTerms terms() {
        return new PlanTerms(PolicyFolder.compile(policy), night, erased.read(), restricted.read());
    }

    /** The source of the facts, with the manifests of the snapshots that are read. */
    FactSource factSource() {
        Warehouse from = new Warehouse(warehouse);
        if (facts instanceof Facts.Kept kept) {
            return new KeptLog(snapshot(from, kept.kept()), snapshot(from, kept.current()));
        }
        Facts.Delivered delivered = (Facts.Delivered) facts;
        return new Deliveries(
                delivered.intake(),
                delivered.log().map(runId -> snapshot(from, runId)),
                source -> delivered.ids().getOrDefault(source, delivered.otherIds()),
                delivered.share());
    }

    private static PublishedSnapshot snapshot(Warehouse warehouse, String runId) {
        return new PublishedSnapshot(warehouse, warehouse.manifest(runId));
    }

    /** Deserialises the result of {@link #bytes}. */
    static SparkWork of(byte[] written) {
        return (SparkWork) DriverWork.of(written);
    }

    @Override
    public String id() {
        return runId;
    }

    @Override
    public String toString() {
        return "work of run " + runId;
    }
}
