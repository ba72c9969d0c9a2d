package io.crumbless.night.local;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.DeliveryCounts;
import io.crumbless.night.intake.Erasures;
import io.crumbless.night.intake.Intake;
import io.crumbless.night.intake.IntakeReader;
import io.crumbless.night.intake.MissingDeliveries;
import io.crumbless.night.intake.OptedOutBefore;
import io.crumbless.night.intake.RetiredSources;
import io.crumbless.night.intake.ShorterLists;
import io.crumbless.night.intake.SkippedSnapshots;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.plan.Engines;
import io.crumbless.night.plan.NightPlan;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.PolicySignOff;
import io.crumbless.night.plan.Publication;
import io.crumbless.night.plan.Withholding;
import io.crumbless.night.request.RequestIntake;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.NightPages;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunIdentity;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.KeptSpills;
import io.crumbless.process.Failure;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a night on this machine: identifies it by its inputs, recognises it if it was published before, and otherwise
 * runs its stages, each part once even if attempts are killed in between.
 */
public final class LocalNight implements NightlyRun {
    private final Clock clock;
    private final int threads;
    private final NightPages page;
    private final Engines engines;

    /** @param page renders the report page of the night */
    public LocalNight(Clock clock, int threads, NightPages page) {
        this(clock, threads, page, new LocalEngines(threads));
    }

    /** @param engine used for every requested engine */
    public LocalNight(Clock clock, int threads, NightPages page, EngineFactory engine) {
        this(clock, threads, page, Engines.only(engine));
    }

    public LocalNight(Clock clock, int threads, NightPages page, Engines engines) {
        this.engines = engines;
        this.clock = clock;
        this.threads = threads;
        this.page = page;
    }

    @Override
    public RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress) {
        if (job.declarations().isEmpty()
                && job.legacy().files().isEmpty()
                && !job.erasures().isEmpty()) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Cannot run job " + job.name() + ": it names erasures and nothing else; use 'crumbless erase --job "
                            + job.file().getFileName() + "'");
        }
        try (NightStart start = new NightStart(job.control());
                DeliveryCounts counts = begin(job, businessDate)) {
            Policy policy = PolicyFolder.read(job.policy());
            Warehouse warehouse = new Warehouse(job.warehouse());
            warehouse.create();
            return run(job, businessDate, options, progress, new Opened(policy, warehouse, start.control(), counts));
        }
    }

    /** What a night opens before it locks the warehouse. */
    private record Opened(Policy policy, Warehouse warehouse, ControlDatabase control, DeliveryCounts counts) {}

    private RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress, Opened opened) {
        ControlDatabase control = opened.control();
        try (WarehouseLock lock = control.lock(job.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(opened.warehouse(), control, lock),
                        job.spill(),
                        threads,
                        clock,
                        Eraser.Watcher.SILENT)) {
            return new RecordedAttempt(control.runs(), clock).of(job, businessDate, identified -> {
                RetiredSources retired =
                        new RetiredSources(control.retirements().retired(job.name()));
                JobFile active = retired.leftOutOf(job);
                NightContext context = new NightContext(
                        active,
                        new LockedWarehouse(opened.warehouse(), control, lock),
                        eraser,
                        engines.of(options.engine(), active).of(active.spill(), options.memoryBytes()),
                        clock,
                        threads,
                        progress);
                List<String> notices = noticed(job, opened.policy(), control, retired);
                Attempt attempt = new Attempt(context, businessDate, options, opened, notices);
                return lock.whileHeld(() -> attempt.run(identified));
            });
        }
    }

    /** @throws Failure settings if the policy must be signed off and is not */
    private static List<String> noticed(JobFile job, Policy policy, ControlDatabase control, RetiredSources retired) {
        List<String> notices = new ArrayList<>(
                retired.notices(job).stream().map(Remark::english).toList());
        notices.addAll(PolicySignOff.notices(job, policy, control.policySignOffs()));
        return notices;
    }

    private DeliveryCounts begin(JobFile job, LocalDate businessDate) {
        DeliveryCounts counts = new DeliveryCounts(threads, job.limits().unpacked());
        IntakeReader.begin(job, businessDate, counts);
        return counts;
    }

    /** The increments in the evidence log before the published night. */
    static List<Manifest.Taken> takenBefore(Manifest published) {
        Set<Manifest.Taken> own = new HashSet<>();
        published.inputs().stream()
                .filter(input -> input.kind().equals(Delivery.DECLARATIONS))
                .forEach(input -> own.add(new Manifest.Taken(input.source(), input.sha256())));
        return published.taken().stream().filter(taken -> !own.contains(taken)).toList();
    }

    /** One attempt at one night, while the warehouse is locked. */
    private final class Attempt {
        private final NightContext context;
        private final JobFile job;
        private final Night night;
        private final RunOptions options;
        private final Policy policy;
        private final Warehouse warehouse;
        private final ControlDatabase control;
        private final DeliveryCounts counts;
        private final List<String> retired;
        private final List<String> taken = new ArrayList<>();
        private final Conclusion conclusion;

        /** @param retired notices of the night so far */
        Attempt(NightContext context, LocalDate businessDate, RunOptions options, Opened opened, List<String> retired) {
            this.context = context;
            this.job = context.job();
            this.night = new Night(businessDate, job.zone());
            this.options = options;
            this.policy = opened.policy();
            this.warehouse = opened.warehouse();
            this.control = opened.control();
            this.counts = opened.counts();
            this.retired = retired;
            this.conclusion = new Conclusion(context);
        }

        RunReport run(RecordedAttempt.Identified identified) {
            context.eraser().settle();
            // Also in the notices at the end, which a night that fails does not reach.
            context.eraser().notices().forEach(context.progress()::message);
            taken.addAll(takeRequests());
            Withholding withholding = Withholding.of(control);
            RestrictedSubjects restricted = withholding.under(policy);
            Optional<Manifest> current = warehouse.current().map(warehouse::manifest);
            current.ifPresent(this::requireNoEarlierDate);
            Tombstones tombstones = control.tombstones();
            if (current.isPresent() && current.get().businessDate().equals(night.businessDate())) {
                Intake asThen = read(takenBefore(current.get()));
                boolean published = RunIdentity.isNightOf(
                        current.get(), policy.version(), job.settingsVersion(), asThen, restricted.version());
                if (published) {
                    identified.as(current.get().runId());
                    withholding.applied(current.get().runId(), night.businessDate(), clock.instant());
                    context.progress().identified(current.get().runId());
                    List<RunReport.Step> steps = conclusion.tidy(Event.NIGHT);
                    return conclusion.report(
                            current.get(), RunReport.Outcome.ALREADY_PUBLISHED, steps, notices(asThen));
                }
            }
            if (!options.accepted().contains(Guard.DELIVERIES_MISSING)) {
                current.ifPresent(before -> new MissingDeliveries(job, night.businessDate(), before).refuse());
            }
            Intake intake = read(current.map(Manifest::taken).orElse(List.of()));
            current.ifPresent(before -> {
                taken.addAll(new ShorterLists(before).notices(intake));
                taken.addAll(new SkippedSnapshots(job, before).notices(intake));
            });
            ErasedSubjects before = tombstones.all();
            Set<String> asking = asking(intake, tombstones);
            String runId = identity(intake, asking, before, restricted.version());
            identified.as(runId);
            context.progress().identified(runId);
            OptedOutBefore optedOut = new OptedOutBefore(job, night.businessDate(), intake, tombstones);
            taken.addAll(optedOut.notices(erasedOrAsking(asking, before)));
            Deliveries facts = new Deliveries(
                    intake,
                    current.map(manifest -> new PublishedSnapshot(warehouse, manifest)),
                    job::idsOf,
                    KeyShare.ALL);
            PlanTerms terms = new PlanTerms(policy, night, Erasures.tonight(intake, night, before), restricted);
            return work(
                    new NightPlan(job, runId, terms, warehouse, facts, options.accepted()),
                    before,
                    withholding,
                    optedOut);
        }

        /** First of all, so that tonight uses no values that somebody asked not to be used by now. */
        private List<String> takeRequests() {
            if (job.requests().isEmpty()) {
                return List.of();
            }
            String name = "requests-" + night.businessDate();
            warehouse.storage().deleteRecursively(warehouse.staging(name));
            Location copies = warehouse.stage(name);
            try {
                return new RequestIntake(job, control, counts).take(night.businessDate(), copies, clock.instant());
            } finally {
                warehouse.storage().deleteRecursively(copies);
            }
        }

        /**
         * The published snapshot takes later facts into account; only a rollback goes back, and it shows what it
         * undoes.
         */
        private void requireNoEarlierDate(Manifest current) {
            if (night.businessDate().isBefore(current.businessDate())) {
                throw new Failure(
                        Failure.ErrorCategory.CALLER,
                        "Cannot run " + night.businessDate() + ": " + current.businessDate()
                                + " is published already, and late deliveries are taken by the next run");
            }
        }

        private List<String> notices(Intake intake) {
            List<String> notices = new ArrayList<>(retired);
            notices.addAll(taken);
            notices.addAll(intake.notices());
            return notices;
        }

        private Intake read(List<Manifest.Taken> takenBefore) {
            String name = "intake-" + night.businessDate();
            warehouse.storage().deleteRecursively(warehouse.staging(name));
            Location copies = warehouse.stage(name);
            return new IntakeReader(job, night.businessDate(), copies, counts).read(takenBefore);
        }

        /** Keyed hashes of the people with new erasure requests. */
        private static Set<String> asking(Intake intake, Tombstones tombstones) {
            Set<String> asked = new HashSet<>();
            intake.erasures().forEach(delivery -> Erasures.reader(delivery)
                    .read(request -> asked.addAll(tombstones.hmacs(request.subject()))));
            return asked;
        }

        private static Set<String> erasedOrAsking(Set<String> asking, ErasedSubjects erased) {
            Set<String> all = new HashSet<>(asking);
            all.addAll(erased.hashes());
            return all;
        }

        private String identity(
                Intake intake, Set<String> asked, ErasedSubjects erased, Optional<String> restrictions) {
            List<String> before = erased.hashes().stream()
                    .filter(hash ->
                            !asked.contains(hash) || erased.readmittedAt(hash).isPresent())
                    .map(hash -> hash
                            + erased.readmittedAt(hash)
                                    .map(at -> " readmitted " + at)
                                    .orElse(""))
                    .sorted()
                    .toList();
            return RunIdentity.of(
                    night.businessDate(), policy.version(), job.settingsVersion(), intake, before, restrictions);
        }

        private RunReport work(
                NightPlan plan, ErasedSubjects before, Withholding withholding, OptedOutBefore optedOut) {
            if (options.engine() != EngineKind.LOCAL) {
                KeptSpills.deleteAll(job.spill());
            }
            Engine.Published published = context.engine()
                    .publish(plan, new Publication(page, control, context.lock(), clock), context.progress());
            List<String> notices = notices(plan.facts().intake());
            notices.addAll(published.notices());
            notices.addAll(optedOut.keep());
            context.eraser().publishedClean(plan.runId(), before);
            withholding.applied(plan.runId(), night.businessDate(), clock.instant());
            List<PrivacyRequest> ofNobody = withholding.noteFound(
                    published.found(), before.hashes(), plan.runId(), night.businessDate(), clock.instant());
            notices.addAll(RequestsOfNobody.notices(ofNobody, withholding.withoutPurposes(policy)));
            List<RunReport.Step> steps = new ArrayList<>(published.steps());
            steps.addAll(conclusion.tidy(Event.NIGHT));
            return conclusion.report(warehouse.manifest(plan.runId()), RunReport.Outcome.PUBLISHED, steps, notices);
        }
    }
}
