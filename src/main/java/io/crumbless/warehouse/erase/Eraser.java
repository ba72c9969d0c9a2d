package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.erase.Finder.Depth;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Erases people from every snapshot of a warehouse. The caller holds the warehouse while it is used.
 *
 * <p>First everything is looked at; what cannot be read stops the erasure before anything is changed. Then tombstones are
 * noted in the control database: from that commit on the people are erased, whatever happens to this process, because
 * every use of the warehouse begins with {@link #settle}, which applies the tombstones a snapshot may lack. Then each
 * snapshot is written again where it holds their rows, and put in place in one step.
 */
public final class Eraser implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final String DEED = "erase";

    /** Spellings nobody thought of are found by reading all ids; they are gone after one more pass. */
    private static final int PASSES = 3;

    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final WarehouseLock lock;
    private final Suppression suppression;
    private final UnfinishedWork unfinished;
    private final Receipts receipts;
    private final Clock clock;
    private final Watcher watcher;
    private final Rewriting rewriting;
    private final Workers workers;
    private final Finder finder;

    /** Up to which tombstone all snapshots were settled. */
    private Instant settledThrough = Instant.EPOCH;

    /** Told what an erasure is at. */
    public interface Watcher {
        Watcher SILENT = what -> {};

        /**
         * @param what as a verb: {@code settle}, {@code find}, {@code check files}, {@code note who is erased}, then for each
         *     snapshot {@code rewrite 2026-11-22-3f9c2a71d0b4} and {@code put in place} with its name, {@code verify},
         *     {@code write the receipt}
         */
        void at(String what);
    }

    /**
     * One request.
     *
     * @param reason a code of the requester's, may be empty
     */
    public record Request(SubjectId subject, Instant requestedAt, String reason) {}

    /** Who asks, and why. */
    public record Asked(String by, Optional<String> reason) {}

    /**
     * What would go.
     *
     * @param foundKeys of those asked for, whom a snapshot holds something of
     * @param notFound how many of them no snapshot does
     * @param leftovers folders of unfinished work, which go whole
     */
    public record Preview(
            List<Request> requests,
            List<FoundSnapshot> snapshots,
            Set<String> foundKeys,
            int notFound,
            List<String> leftovers) {
        public long rows() {
            return snapshots.stream().mapToLong(FoundSnapshot::rows).sum();
        }

        /** Rows by snapshot and dataset, of those that hold any. */
        public Map<String, Map<String, Long>> rowsByDataset() {
            Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
            for (FoundSnapshot snapshot : snapshots) {
                Map<String, Long> datasets = new LinkedHashMap<>();
                snapshot.files().forEach(file -> datasets.merge(file.output().dataset(), file.count(), Long::sum));
                rows.put(snapshot.snapshot().name(), datasets);
            }
            return rows;
        }
    }

    /**
     * @param lock of the caller; where it is lost, nothing is changed any more
     * @param spill folder of unfinished work of the caller's job; those of others are known from their attempts
     */
    public Eraser(
            Warehouse warehouse,
            ControlDatabase control,
            WarehouseLock lock,
            Path spill,
            int threads,
            Clock clock,
            Watcher watcher) {
        this(warehouse, control, lock, spill, threads, clock, watcher, Rewriting.CUT);
    }

    /** @param rewriting another way to write files again, to compare with */
    public Eraser(
            Warehouse warehouse,
            ControlDatabase control,
            WarehouseLock lock,
            Path spill,
            int threads,
            Clock clock,
            Watcher watcher,
            Rewriting rewriting) {
        this.warehouse = warehouse;
        this.control = control;
        this.lock = lock;
        this.suppression = new Suppression(warehouse, control, clock);
        this.unfinished = new UnfinishedWork(warehouse, control, spill);
        this.receipts = new Receipts(control);
        this.clock = clock;
        this.watcher = watcher;
        this.rewriting = rewriting;
        this.workers = new Workers(
                threads, "crumbless-erase", "Stopped while erasing; the same command goes on where it stopped");
        this.finder = new Finder(workers);
    }

    /**
     * Ends what a kill left unfinished, and applies to each snapshot the tombstones that are not known to have been
     * applied to it: those of a night to older snapshots, those of an erasure that was killed, and all of them to a
     * snapshot that was put there from a copy.
     *
     * @return receipts of erasures that were killed before
     */
    public List<Receipt> settle() {
        return settle(List.of());
    }

    /**
     * As {@link #settle()}, for somebody who names people.
     *
     * @param named what ids of an erasure that was killed are called; where they are all among these, the last look
     *     searches for the ids themselves, and else for whatever makes a tombstone, which takes longer
     */
    public List<Receipt> settle(Collection<SubjectId> named) {
        watcher.at("settle");
        lock.requireHeld(DEED);
        warehouse.finishReplacements();
        ControlHistory known = suppression.requireKnown();
        Tombstones tombstones = control.tombstones();
        ErasureLedger ledger = control.erasures();
        ErasedSubjects all = tombstones.all();
        if (all.lastNotedAt().isPresent()) {
            Instant last = all.lastNotedAt().get();
            for (Location snapshot : WholeSnapshots.of(warehouse)) {
                settle(snapshot, known.cleanThrough(snapshot), all, last);
            }
            settledThrough = last;
        }
        return ledger.unfinished(warehouse.root().text()).stream()
                .map(id -> finish(id, all, named))
                .toList();
    }

    /**
     * Takes over a warehouse whose control database is lost. Who was erased before is not known any more.
     *
     * @param anchor where the state of then is kept
     * @return names of its snapshots
     */
    public List<String> adopt(AnchorSettings anchor) {
        return suppression.adopt(anchor);
    }

    private void settle(Location snapshot, Instant through, ErasedSubjects all, Instant last) {
        if (!last.isAfter(through)) {
            return;
        }
        ErasedSubjects pending =
                all.pending(through, Instant.parse(Warehouse.manifest(snapshot).asOf()));
        if (pending.size() > 0) {
            watcher.at("settle " + snapshot.name());
            FoundSnapshot found = finder.find(snapshot, SoughtSubjects.of(pending), Depth.ALL_IDS);
            if (!found.files().isEmpty()) {
                finder.requireAsPublished(List.of(found));
                amender().amend(found, control.tombstones().noted(through), now());
            }
        }
        suppression.markClean(snapshot, last);
    }

    private Amender amender() {
        return new Amender(
                warehouse,
                control.tombstones(),
                lock,
                workers,
                watcher,
                rewriting,
                control.signing().key());
    }

    /**
     * Notes that a snapshot that was just published holds nobody of those it was made without. Whoever was noted since, by
     * others than its run, may be in it; {@link #settle} finds them.
     *
     * @param without those erased before, as the run knew them
     */
    public void publishedClean(String runId, ErasedSubjects without) {
        Instant known = without.lastNotedAt().orElse(Instant.EPOCH);
        suppression.markClean(warehouse.snapshot(runId), suppression.cleanThrough(runId, known));
    }

    /**
     * Looks for people, changing nothing.
     *
     * @throws Failure environment if anything cannot be read or is not what was published
     */
    public Preview look(Collection<Request> requests) {
        watcher.at("find");
        SoughtSubjects wanted =
                SoughtSubjects.of(requests.stream().map(Request::subject).toList());
        List<FoundSnapshot> found = finder.find(WholeSnapshots.of(warehouse), wanted, Depth.LIKELY_IDS);
        WholeSnapshots.requireNoStrays(warehouse);
        watcher.at("check files");
        finder.requireAsPublished(found);
        return new Preview(
                List.copyOf(requests),
                found,
                Set.copyOf(wanted.found()),
                wanted.keys().size() - wanted.found().size(),
                unfinished.leftovers());
    }

    /** Erases those of a preview. */
    public Receipt erase(Preview preview, Asked asked) {
        Instant started = now();
        String id = newId(started);
        Tombstones tombstones = control.tombstones();
        ErasureLedger ledger = control.erasures();
        watcher.at("note who is erased");
        lock.requireHeld(DEED);
        ledger.begin(
                id,
                warehouse.root().text(),
                started,
                asked.by(),
                asked.reason(),
                tombstones,
                preview.requests().stream()
                        .map(request ->
                                new Tombstones.Erasure(request.subject(), request.requestedAt(), request.reason()))
                        .toList());
        SoughtSubjects wanted = SoughtSubjects.of(
                preview.requests().stream().map(Request::subject).toList());
        List<Receipt.Snapshot> changed = new ArrayList<>();
        amend(preview.snapshots(), id, changed);
        lock.requireHeld(DEED);
        UnfinishedWork.delete(preview.leftovers());
        Receipt.Verification verification = verify(wanted, id, changed);
        Set<String> found = new TreeSet<>(wanted.found());
        found.addAll(preview.foundKeys());
        Instant through = suppression.cleanThrough(id, settledThrough);
        for (Location snapshot : WholeSnapshots.of(warehouse)) {
            suppression.markClean(snapshot, through);
        }
        return write(new Receipt(
                id,
                started.toString(),
                now().toString(),
                asked.by(),
                asked.reason().orElse(null),
                false,
                receipts.people(preview.requests(), found),
                changed,
                preview.leftovers(),
                verification,
                tombstones.keyFingerprint(),
                ""));
    }

    private void amend(List<FoundSnapshot> found, String id, List<Receipt.Snapshot> changed) {
        Amender amender = amender();
        for (FoundSnapshot snapshot : found) {
            if (!snapshot.files().isEmpty()) {
                watcher.at("rewrite " + snapshot.snapshot().name());
                Amendment amendment = amender.amend(snapshot, List.of(id), now());
                changed.add(new Receipt.Snapshot(snapshot.snapshot().name(), snapshot.rows(), amendment.files()));
            }
        }
    }

    /** Reads all ids and texts of all snapshots; rows that are found after all go too. */
    private Receipt.Verification verify(SoughtSubjects wanted, String id, List<Receipt.Snapshot> changed) {
        watcher.at("verify");
        for (int pass = 1; ; pass++) {
            List<FoundSnapshot> again = finder.find(WholeSnapshots.of(warehouse), wanted, Depth.ALL_TEXTS);
            long left = again.stream().mapToLong(FoundSnapshot::rows).sum();
            if (left == 0) {
                return Receipts.verification(again);
            }
            if (pass == PASSES) {
                throw cannotVouch(id, left);
            }
            finder.requireAsPublished(again);
            amend(again, id, changed);
        }
    }

    /** Looks for the last time, and writes the receipt, of an erasure that was killed; settling has done what it had left. */
    private Receipt finish(String id, ErasedSubjects all, Collection<SubjectId> named) {
        Tombstones tombstones = control.tombstones();
        List<String> people = control.erasures().people(id);
        watcher.at("verify");
        List<Receipt.Snapshot> changed = new ArrayList<>();
        List<FoundSnapshot> again = new ArrayList<>();
        for (Location snapshot : WholeSnapshots.of(warehouse)) {
            SoughtSubjects wanted = wanted(people, named)
                    .orElseGet(() -> SoughtSubjects.of(all.pending(
                            Instant.EPOCH,
                            Instant.parse(Warehouse.manifest(snapshot).asOf()))));
            FoundSnapshot found = finder.find(snapshot, wanted, Depth.ALL_TEXTS);
            if (found.rows() > 0) {
                throw cannotVouch(id, found.rows());
            }
            again.add(found);
            changed.addAll(Receipts.changes(snapshot, id));
        }
        List<String> left = unfinished.leftovers();
        lock.requireHeld(DEED);
        UnfinishedWork.delete(left);
        ErasureLedger.Begun begun = control.erasures().begun(id);
        return write(new Receipt(
                id,
                begun.at().toString(),
                now().toString(),
                begun.by(),
                begun.reason().orElse(null),
                true,
                people.stream()
                        .map(hmac -> new Receipt.Person(hmac, Receipt.Outcome.APPLIED))
                        .toList(),
                changed,
                left,
                Receipts.verification(again),
                tombstones.keyFingerprint(),
                ""));
    }

    /** The people of a killed erasure by their ids, if somebody has named all of them again. */
    private Optional<SoughtSubjects> wanted(List<String> people, Collection<SubjectId> named) {
        Tombstones tombstones = control.tombstones();
        List<SubjectId> known = named.stream()
                .filter(subject -> people.contains(tombstones.hmac(subject)))
                .toList();
        boolean all = known.stream().map(tombstones::hmac).distinct().count() == people.size();
        return all && !people.isEmpty() ? Optional.of(SoughtSubjects.of(known)) : Optional.empty();
    }

    private static Failure cannotVouch(String id, long rows) {
        return new Failure(
                ErrorCategory.INTERNAL,
                "Cannot vouch for erasure " + id + ": " + Quantity.of(rows, "row") + (rows == 1 ? " is" : " are")
                        + " still there after it");
    }

    private Receipt write(Receipt open) {
        watcher.at("write the receipt");
        return receipts.write(open, now());
    }

    /** Where the receipt of an erasure is kept. */
    public Path receiptFile(String erasureId) {
        return receipts.file(erasureId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String newId(Instant at) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "erase-" + STAMP.format(at) + "-" + HexFormat.of().formatHex(random);
    }

    @Override
    public void close() {
        workers.close();
    }
}
