package io.crumbless.night.publish;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.job.GuardHeld;
import io.crumbless.night.job.Guards;
import io.crumbless.night.job.Limits;
import io.crumbless.night.job.LossLimits;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Program;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Closes the books, applies the guards, and writes the evidence of the snapshot. */
final class BalanceStage implements Stage {
    private static final String PART = "balance";

    /** With fewer statements, all may be refused without stopping the night. */
    private static final long FEWEST_STATEMENTS = 20;

    private final SnapshotPlan plan;
    private final Gathered gathered;
    private final Staging staging;
    private final EvidenceWriter evidence;
    private final Guards guards;
    private final Limits limits;
    private final Set<Guard> accepted;

    BalanceStage(SnapshotPlan plan, Gathered gathered, Staging staging, EvidenceWriter evidence) {
        this.plan = plan;
        this.gathered = gathered;
        this.staging = staging;
        this.evidence = evidence;
        this.guards = plan.job().guards();
        this.limits = plan.job().limits();
        this.accepted = plan.accepted();
    }

    @Override
    public String name() {
        return "close books";
    }

    @Override
    public List<String> parts() {
        return List.of(PART);
    }

    @Override
    public void run(String part) {
        Books books = gathered.books();
        requireClosed(books);
        requireReadable(books);
        FileLimits.require(plan.facts().delivered(), gathered, limits);
        Retirement retirement = retirement(books);
        Manifest manifest =
                manifest(books, List.of(Manifest.Evidence.of(Retirement.FILE, ManifestFile.bytes(retirement))));
        hold(books, manifest);
        evidence.write(manifest, retirement, books);
    }

    /** Law 5: if the books do not close, nothing is published. */
    private void requireClosed(Books books) {
        List<Books.Line> open = books.open();
        if (!open.isEmpty()) {
            String lines = open.stream()
                    .map(line -> line.account().source() + " "
                            + line.account().unit().word() + ": " + line.counted() + " counted but " + line.inBins()
                            + " in bins")
                    .collect(Collectors.joining("; "));
            throw new Failure(
                    Failure.ErrorCategory.INPUT,
                    "Cannot publish run " + plan.runId() + ": the books do not close (" + lines
                            + "); nothing was published. A file may have changed while it was read: run again, and if"
                            + " it stays so report it");
        }
    }

    /** A file in another format than configured also has books that close, with every record in one bin. */
    private void requireReadable(Books books) {
        for (Books.Line line : books.lines()) {
            long unread = Unadmitted.unread(line);
            if (unread > limits.malformedMayReach() * line.counted()) {
                throw new Failure(
                        Failure.ErrorCategory.INPUT,
                        "Cannot publish run " + plan.runId() + ": " + unread + " of " + line.counted() + " "
                                + line.account().unit().word().replace('_', ' ') + " of source '"
                                + line.account().source() + "' cannot be read, more than the share of "
                                + limits.malformedMayReach()
                                + " (limits.malformed-may-reach); nothing was published. Check format, delimiter and"
                                + " columns of the source; it holds " + RefusedReasons.unread(line));
            }
        }
    }

    /** Copies the earlier entries, so that the history outlives their snapshots. */
    private Retirement retirement(Books books) {
        Retirement before = plan.previous()
                .flatMap(previous -> Retirement.of(previous.location()))
                .orElse(new Retirement(List.of()));
        return before.with(gathered.retirement(books));
    }

    private Manifest manifest(Books books, List<Manifest.Evidence> evidence) {
        Optional<Manifest.Previous> previous = plan.previous()
                .map(before ->
                        new Manifest.Previous(before.runId(), before.warehouse().manifestHash(before.runId())));
        Night night = plan.terms().night();
        return new Manifest(
                Manifest.LAYOUT,
                plan.runId(),
                plan.job().name(),
                night.businessDate(),
                night.zone().getId(),
                night.asOf().toString(),
                plan.terms().policy().version(),
                plan.settingsVersion().orElse(null),
                plan.terms().restricted().version().orElse(null),
                Program.nameAndVersion(),
                previous.orElse(null),
                plan.facts().inputs(),
                plan.facts().takenAfter(),
                gathered.outputs(),
                books.lines().stream().map(Manifest.Account::of).toList(),
                evidence);
    }

    private void hold(Books books, Manifest manifest) {
        long statements = books.counted(Unit.STATEMENTS);
        long refused = Unadmitted.refused(books);
        if (!accepted.contains(Guard.REFUSALS_GROW)) {
            requireStatements(books);
        }
        if (!accepted.contains(Guard.REFUSALS_GROW) && refused > guards.refusalsMayReach() * statements) {
            throw guard(
                    String.format(
                            Locale.ROOT,
                            "%d of %d statements were refused (%s), more than the share of %s",
                            refused,
                            statements,
                            RefusedReasons.of(books),
                            guards.refusalsMayReach()),
                    "refusals-may-reach");
        }
        if (!accepted.contains(Guard.VALUES_LOST)) {
            requireValues(books);
        }
        if (plan.previous().isPresent() && !accepted.contains(Guard.PROFILES_SHRINK)) {
            long before = plan.previous().get().manifest().rows(Layout.PROFILES);
            long now = manifest.rows(Layout.PROFILES);
            if (now < before * (1 - guards.profilesMayShrinkBy())) {
                throw guard(
                        String.format(
                                Locale.ROOT,
                                "profiles shrink from %d to %d, by more than the share of %s",
                                before,
                                now,
                                guards.profilesMayShrinkBy()),
                        "profiles-may-shrink-by");
            }
        }
    }

    /** Checked per source: a small source that fails entirely is outweighed by the others. */
    private void requireStatements(Books books) {
        books.lines().stream()
                .filter(line -> guards.refusalsMayReach() < 1 && Unadmitted.allRefused(line) >= FEWEST_STATEMENTS)
                .findFirst()
                .ifPresent(line -> {
                    throw guard(
                            "all " + line.counted() + " statements of source '"
                                    + line.account().source() + "' were refused (" + RefusedReasons.of(line) + ")",
                            "refusals-may-reach");
                });
    }

    private void requireValues(Books books) {
        guards.valuesLost().losses(books).stream()
                .filter(LossLimits.Loss::isBeyond)
                .findFirst()
                .ifPresent(loss -> {
                    throw guard(
                            String.format(
                                    Locale.ROOT,
                                    "%d of %d provided values of source '%s' are lost for one reason, %s, more than the share"
                                            + " of %s; %s. --accept-lost-values publishes all the same",
                                    loss.lost(),
                                    loss.provided(),
                                    loss.source(),
                                    loss.reason().word(),
                                    loss.limit(),
                                    loss.advice()),
                            "values-lost-may-reach");
                });
    }

    private Failure guard(String what, String limit) {
        return new GuardHeld(
                limit,
                "Cannot publish run " + plan.runId() + ": " + what + " (guards." + limit
                        + "); nothing was published. Look at the refusals and the deliveries; if it is right, accept"
                        + " it for this night on the command line");
    }

    @Override
    public List<Count> counts() {
        // If an earlier attempt closed the books, the snapshot may have been published meanwhile.
        Manifest manifest = plan.warehouse().isComplete(plan.runId())
                ? plan.warehouse().manifest(plan.runId())
                : ManifestFile.read(staging.snapshot().resolve(Warehouse.MANIFEST));
        long counted =
                manifest.balance().stream().mapToLong(Manifest.Account::counted).sum();
        long bins = manifest.balance().stream()
                .flatMap(account -> account.bins().keySet().stream())
                .distinct()
                .count();
        String inBins = " in " + Quantity.of(bins, "bin");
        return List.of(
                new Count(counted, "records in", "record in"),
                new Count(counted, "records" + inBins, "record" + inBins));
    }
}
