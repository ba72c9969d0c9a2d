package io.crumbless.night.local;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.intake.DeliveryCounts;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.intake.Intake;
import io.crumbless.night.intake.IntakeReader;
import io.crumbless.night.intake.OwnFolder;
import io.crumbless.night.intake.RetiredSources;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.plan.Withholding;
import io.crumbless.night.run.Failures;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Bound;
import io.crumbless.night.run.PolicyDifference.Limit;
import io.crumbless.night.run.Progress;
import io.crumbless.night.trial.TrialRange;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.RetirementLedger.Retired;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs one night under two policies without publishing anything. The stages that read and admit are those of a night;
 * deliveries are read once, and admitted under each policy. Then the kernel merges each subject under both policies,
 * and the outcomes are compared in memory. No profile is written.
 */
public final class LocalPolicyTrial {
    private final int threads;
    private final EngineFactory engines;

    /** @param threads parts that run concurrently */
    public LocalPolicyTrial(int threads) {
        this(threads, LocalEngine.with(threads));
    }

    /** @param engines creates the engine that compares */
    public LocalPolicyTrial(int threads, EngineFactory engines) {
        this.threads = threads;
        this.engines = engines;
    }

    /**
     * Compares two policies; temporary files are in the job's folder for unfinished work, and are deleted on return.
     *
     * @param date business date; empty for that of the current snapshot
     * @throws Failure caller if there is no such night
     */
    public PolicyDifference run(
            JobFile job, Policy before, Policy after, Optional<LocalDate> date, KeyShare share, Progress progress) {
        try (OwnFolder folder = OwnFolder.below(job.spill(), OwnFolder.Use.POLICY_DIFF);
                TrialRoom room = TrialRoom.of(engines, job, folder.path());
                DeliveryCounts counts = new DeliveryCounts(threads, job.limits().unpacked())) {
            boolean known = ControlDatabase.exists(job.control());
            ControlSettings settings =
                    known ? job.control() : ControlSettings.in(folder.path().resolve("control"));
            Tombstones tombstones;
            ErasedSubjects erased;
            List<Retired> retired;
            RestrictedSubjects restrictedBefore;
            RestrictedSubjects restrictedAfter;
            try (ControlDatabase control = ControlDatabase.open(settings)) {
                tombstones = control.tombstones();
                erased = tombstones.all();
                retired = control.retirements().retired(job.name());
                Withholding withholding = Withholding.of(control);
                restrictedBefore = withholding.under(before);
                restrictedAfter = withholding.under(after);
            }
            Warehouse warehouse = new Warehouse(job.warehouse());
            Start start = Start.of(warehouse, date, retired);
            JobFile active = new RetiredSources(retired).leftOutOf(job);
            active = active.with(active.legacy().whereTheyAre());
            Intake intake = new IntakeReader(active, start.date(), room.intake(), counts).read(start.taken());
            Night night = new Night(start.date(), job.zone());
            Deliveries facts = new Deliveries(
                    intake,
                    start.base().map(manifest -> new PublishedSnapshot(warehouse, manifest)),
                    job::idsOf,
                    share);
            ErasedSubjects gone = Erasures.tonight(intake, night, erased);
            TrialPlan plan = new TrialPlan(
                    job,
                    room.location(),
                    new PlanTerms(before, night, gone, restrictedBefore),
                    new PlanTerms(after, night, gone, restrictedAfter),
                    facts,
                    subject -> tombstones.hmac(subject).substring(0, 12),
                    bounds(start, active, intake, share));
            return room.engine().compare(plan, progress);
        } catch (RuntimeException thrown) {
            // Interrupted reads fail in many ways; the request to stop is the reason to report.
            throw Thread.currentThread().isInterrupted() ? new Stopped(TrialRange.STOPPED) : Failures.of(thrown);
        }
    }

    /** What the comparison cannot determine. */
    private static List<Bound> bounds(Start start, JobFile active, Intake intake, KeyShare share) {
        List<Bound> bounds = new ArrayList<>(start.bounds());
        Set<String> there = new HashSet<>();
        intake.inputs().forEach(input -> there.add(input.source() + " " + input.sha256()));
        Set<String> gone = new TreeSet<>();
        start.published().stream()
                .flatMap(manifest -> manifest.inputs().stream())
                .filter(input -> !there.contains(input.source() + " " + input.sha256()))
                .forEach(input -> gone.add(input.source() + " (" + input.file() + ")"));
        Set<String> sources = new HashSet<>();
        intake.all().forEach(delivery -> sources.add(delivery.sourceName()));
        active.legacy().files().stream()
                .map(LegacyFiles::name)
                .filter(name -> !sources.contains(name))
                .filter(name -> gone.stream().noneMatch(one -> one.startsWith(name + " (")))
                .forEach(gone::add);
        if (!gone.isEmpty()) {
            bounds.add(new Bound(Limit.GONE, List.copyOf(gone)));
        }
        if (share.share() < 1) {
            bounds.add(new Bound(Limit.SHARE, List.of()));
        }
        return bounds;
    }

    /**
     * The night to repeat, and its base.
     *
     * @param base snapshot whose evidence log is continued; empty if nothing is published
     * @param published the night as published, if it was
     */
    private record Start(LocalDate date, Optional<Manifest> base, Optional<Manifest> published, List<Bound> bounds) {
        /** Increments that are not read again; those of the night itself are. */
        List<Manifest.Taken> taken() {
            return published
                    .map(LocalNight::takenBefore)
                    .or(() -> base.map(Manifest::taken))
                    .orElse(List.of());
        }

        static Start of(Warehouse warehouse, Optional<LocalDate> wanted, List<Retired> retired) {
            Optional<Manifest> published = warehouse.current().map(warehouse::manifest);
            List<Bound> bounds = new ArrayList<>();
            if (!retired.isEmpty()) {
                bounds.add(new Bound(
                        Limit.RETIRED, retired.stream().map(Retired::source).toList()));
            }
            if (published.isEmpty()) {
                bounds.add(new Bound(Limit.NO_LOG, List.of()));
                return new Start(
                        wanted.orElseThrow(() -> new Failure(
                                Failure.ErrorCategory.CALLER, "Missing --date: no night is published yet to look at")),
                        Optional.empty(),
                        Optional.empty(),
                        bounds);
            }
            Manifest current = published.get();
            LocalDate date = wanted.orElse(current.businessDate());
            if (date.isBefore(current.businessDate())) {
                throw new Failure(
                        Failure.ErrorCategory.CALLER,
                        "Cannot look at the night of " + date + ": " + current.businessDate()
                                + " is published; name that date or a later one");
            }
            bounds.add(new Bound(Limit.EARLIER_REFUSALS, List.of()));
            bounds.add(new Bound(Limit.LET_GO, List.of()));
            return new Start(
                    date,
                    published,
                    published.filter(manifest -> manifest.businessDate().equals(date)),
                    bounds);
        }
    }
}
