package io.crumbless.night.local;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.plan.RecomputePlan;
import io.crumbless.night.plan.Withholding;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.ProvidedBefore;
import io.crumbless.night.scatter.WithdrawalsSince;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.audit.Audit;
import io.crumbless.warehouse.audit.Audited;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes values from older snapshots that people have withdrawn since, after the time that the job allows.
 *
 * <p>More than the value hangs on it: the fate of statements, lists that gather several, purposes that were narrowed,
 * contact moments, and ends. So the kernel decides such a snapshot again, for its own night and under its own policy,
 * of its evidence log and all that the current snapshot knows to be withdrawn. The result is audited, and takes the
 * place of the old files in one step; a sealed amendment says so. A kill leaves the snapshot as it was, and the next
 * run begins again.
 */
final class OlderSnapshots {
    /** Subjects that the snapshot did not contain are not added. */
    private static final WithdrawalsSince.Whose WHOSE = WithdrawalsSince.Whose.OF_KNOWN_SUBJECTS;

    private final NightContext context;
    private final Warehouse warehouse;
    private final Tombstones tombstones;

    OlderSnapshots(NightContext context) {
        this.context = context;
        this.warehouse = context.warehouse();
        this.tombstones = context.control().tombstones();
    }

    /**
     * Recomputes the snapshots that are due, with the withdrawals in the current snapshot. No snapshot may contain an
     * erased person.
     *
     * @return one step for each recomputed snapshot
     */
    List<RunReport.Step> withdraw() {
        List<String> chain = warehouse.chain();
        if (chain.isEmpty()) {
            return List.of();
        }
        PublishedSnapshot current = new PublishedSnapshot(warehouse, warehouse.manifest(chain.get(0)));
        LocalDate knownUntil =
                context.job().limits().withdrawalsKnownUntil(current.manifest().businessDate());
        List<RunReport.Step> steps = new ArrayList<>();
        for (String runId : chain.subList(1, chain.size())) {
            Manifest older = warehouse.manifest(runId);
            if (knows(older).isBefore(knownUntil)) {
                Recomputation recomputation =
                        new Recomputation(plan(new KeptLog(new PublishedSnapshot(warehouse, older), current)));
                if (recomputation.isDue()) {
                    steps.add(recomputation.run());
                }
            }
        }
        return steps;
    }

    private RecomputePlan plan(KeptLog facts) {
        Manifest older = facts.kept().manifest();
        Instant asOf = Instant.parse(facts.current().manifest().asOf());
        Night night = new Night(older.businessDate(), ZoneId.of(older.zone()), asOf);
        Policy policy = ArchivedPolicy.read(facts.kept().location());
        PlanTerms terms = new PlanTerms(
                policy, night, tombstones.all(), withheld(older, policy).under(policy));
        return new RecomputePlan(terms, context.job().pages(), facts);
    }

    /** What the snapshot withheld stays withheld, and so does what was restricted since. */
    private Withholding withheld(Manifest older, Policy policy) {
        Withholding now = Withholding.of(context.control());
        return Withholding.asPublished(context.control(), older, policy)
                .map(now::and)
                .orElse(now);
    }

    /** The business date up to which the snapshot takes withdrawals into account. */
    private LocalDate knows(Manifest older) {
        return Amendments.of(warehouse.snapshot(older.runId()))
                .withdrawn()
                .map(Amendment.LaterWithdrawals::businessDate)
                .orElse(older.businessDate());
    }

    /** The recomputation of one older snapshot. */
    private final class Recomputation {
        private final RecomputePlan plan;
        private final Manifest older;
        private final Manifest current;
        private final Location snapshot;

        Recomputation(RecomputePlan plan) {
            this.plan = plan;
            this.older = plan.facts().kept().manifest();
            this.current = plan.facts().current().manifest();
            this.snapshot = plan.facts().kept().location();
        }

        /** Whether the snapshot may contain withdrawn values. */
        boolean isDue() {
            try (WithdrawalsSince since = WithdrawalsSince.of(plan.facts(), WHOSE)) {
                if (since.next()) {
                    return true;
                }
            }
            return waitedForAWithdrawal()
                    || ProvidedBefore.of(plan.terms().policy(), plan.facts()).gone() > 0;
        }

        /** Whether a withdrawal that was delivered early has taken effect by now. */
        private boolean waitedForAWithdrawal() {
            try (EvidenceLogReader.Cursor log =
                    new EvidenceLogReader().open(plan.facts().kept().parts(Layout.DECLARATIONS))) {
                while (log.next()) {
                    LogEntry entry = log.entry();
                    if (entry.fate() == Fate.FUTURE
                            && !entry.statement().declares()
                            && entry.statement().declaredAtMicros()
                                    < plan.terms().night().withdrawalsUntilMicros()) {
                        return true;
                    }
                }
            }
            return false;
        }

        RunReport.Step run() {
            String name = "apply withdrawals " + older.runId();
            context.progress().stepStarted(name);
            Instant started = context.clock().instant();
            Engine.Recomputed recomputed = context.engine().recompute(plan, context.progress());
            replace(recomputed);
            // On an object store the next attempt would be at another location, because the pointer now names another
            // folder.
            warehouse.storage().deleteRecursively(recomputed.folder());
            context.engine().discard(plan);
            RunReport.Step step = new RunReport.Step(
                    name,
                    recomputed.counts(),
                    Duration.between(started, context.clock().instant()));
            context.progress().stepFinished(step.name(), step.counts(), step.took());
            return step;
        }

        private void replace(Engine.Recomputed recomputed) {
            Set<String> before =
                    older.outputs().stream().map(Manifest.Output::file).collect(Collectors.toSet());
            Location next = warehouse.replacement(older.runId());
            warehouse.storage().deleteRecursively(next);
            warehouse.mirror(snapshot, next, file -> !before.contains(file) && !file.startsWith(Amendment.FILE));
            warehouse.mirror(recomputed.folder(), next, any -> true);
            Amendments amendments = Amendments.of(snapshot).with(amendment(recomputed));
            warehouse.storage().replaceAtomically(next.resolve(Amendment.FILE), ManifestFile.bytes(amendments));
            Keyring.sign(
                    next.resolve(Amendment.FILE), context.control().signing().key());
            requireSound(next);
            context.lock().requireHeld("take values out of older snapshots");
            warehouse.replace(older.runId());
            context.eraser().publishedClean(older.runId(), plan.terms().erased());
        }

        private Amendment amendment(Engine.Recomputed recomputed) {
            Amendment.LaterWithdrawals withdrawn = new Amendment.LaterWithdrawals(
                    current.runId(),
                    current.businessDate(),
                    plan.terms().night().withdrawalsUntil(),
                    recomputed.retirement(),
                    recomputed.books().lines().stream()
                            .map(Manifest.Account::of)
                            .toList());
            Amendment open = new Amendment(
                    List.of(),
                    context.clock().instant().truncatedTo(ChronoUnit.MICROS).toString(),
                    Amendments.of(snapshot).last(warehouse.manifestHash(older.runId())),
                    changes(recomputed.outputs()),
                    List.of(),
                    withdrawn,
                    tombstones.keyFingerprint(),
                    "");
            return open.sealedWith(tombstones.seal(open.sealedText()));
        }

        private List<Amendment.Change> changes(List<Manifest.Output> outputs) {
            Map<String, Manifest.Output> after = new LinkedHashMap<>();
            outputs.forEach(output -> after.put(output.file(), output));
            List<Amendment.Change> changes = new ArrayList<>();
            for (Manifest.Output output : older.outputs()) {
                Manifest.Output now = after.remove(output.file());
                changes.add(new Amendment.Change(
                        output.dataset(),
                        output.file(),
                        Amendment.State.of(output),
                        now == null ? null : Amendment.State.of(now)));
            }
            after.values()
                    .forEach(output -> changes.add(
                            new Amendment.Change(output.dataset(), output.file(), null, Amendment.State.of(output))));
            return changes;
        }

        /** A result that violates a law, such as books that do not close, does not replace the published snapshot. */
        private void requireSound(Location next) {
            Audited audited = new Audit(context.threads(), (done, total) -> {}).of(warehouse, next, Optional.empty());
            if (!audited.passed()) {
                throw new Failure(
                        Failure.ErrorCategory.INTERNAL,
                        "Cannot take values out of snapshot " + older.runId() + ": the audit has "
                                + Quantity.of(audited.findings().size(), "finding") + ", the first is: "
                                + audited.findings().get(0) + "; the snapshot is as it was. This is a defect: please"
                                + " report it. Until it is repaired, delete the folder of the snapshot, for it holds what"
                                + " people have withdrawn");
            }
        }
    }
}
