package io.crumbless.warehouse.erase;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.erase.Finder.Depth;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Erases people from every snapshot of a warehouse. The caller must hold the lock of the warehouse.
 *
 * <p>First all files are searched; if one cannot be read, the erasure stops before anything is changed. Then tombstones
 * are committed to the control database: from that commit on the people are erased, whatever happens to this process,
 * because every use of the warehouse begins with {@link #settle}, which applies tombstones that a snapshot may lack.
 * Then each snapshot that contains their rows is rewritten and replaced in one step.
 */
public final class Eraser implements AutoCloseable {

    private final ErasureContext context;
    private final List<String> notices = new ArrayList<>();

    /** Up to which tombstone all snapshots are settled. */
    private Instant settledThrough = Instant.EPOCH;

    /** Is notified of the progress of an erasure. */
    public interface Watcher {
        Watcher SILENT = what -> {};

        /**
         * @param what a verb: {@code settle}, {@code find}, {@code check files}, {@code note who is erased}, then for
         *     each snapshot {@code rewrite 2026-11-22-3f9c2a71d0b4} and {@code put in place} with its name, {@code
         *     verify}, {@code write the receipt}
         */
        void at(String what);
    }

    /**
     * One erasure request.
     *
     * @param reason a code of the requester, may be empty
     */
    public record Request(SubjectId subject, Instant requestedAt, String reason) {}

    /** Who requests an erasure, and why. */
    public record Asked(String by, Optional<String> reason) {}

    /**
     * What an erasure would delete.
     *
     * @param foundKeys keys of the requested people of whom a snapshot contains something
     * @param notFound how many of them are in no snapshot
     * @param leftovers folders of unfinished work, which are deleted entirely
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

        /** Rows to delete, by snapshot and dataset. */
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

    /** @param spill folder of unfinished work of the caller's job; those of other jobs are known from their attempts */
    public Eraser(LockedWarehouse locked, Path spill, int threads, Clock clock, Watcher watcher) {
        this(locked, spill, threads, clock, watcher, Rewriting.CUT);
    }

    /** @param rewriting another implementation of rewriting, for comparison */
    public Eraser(LockedWarehouse locked, Path spill, int threads, Clock clock, Watcher watcher, Rewriting rewriting) {
        Warehouse warehouse = locked.warehouse();
        ControlDatabase control = locked.control();
        Workers workers =
                new Workers(threads, "crumbless-erase", "Stopped while erasing; the same command continues it");
        this.context = new ErasureContext(
                locked,
                new Suppression(warehouse, control, clock),
                new UnfinishedWork(warehouse, control, spill),
                new Receipts(control),
                clock,
                watcher,
                rewriting,
                workers,
                new Finder(workers));
    }

    /**
     * Completes what a killed process left unfinished, and applies to each snapshot the tombstones that are not known
     * to have been applied to it: those recorded after an older snapshot was made, those of a killed erasure, and all
     * of them to a snapshot that was restored from a copy. Erasures that only {@link LaterReceipts} know are repeated.
     *
     * @return receipts of erasures that were killed earlier
     */
    public List<Receipt> settle() {
        return settle(List.of());
    }

    /**
     * As {@link #settle()}, for a caller who knows ids of people.
     *
     * @param named the ids of a killed erasure; if they include all of its people, the final search looks for the ids,
     *     and otherwise for anything that matches a tombstone, which takes longer
     */
    public List<Receipt> settle(Collection<SubjectId> named) {
        context.watcher().at("settle");
        context.requireLock();
        context.warehouse().finishReplacements();
        Settlement settlement = new Settlement(context, named);
        Tombstones tombstones = context.control().tombstones();
        ControlHistory known = context.suppression().requireKnown();
        new LaterReceipts(context.warehouse(), context.control())
                .takeOver(context.now()).stream()
                        .filter(notice -> !notices.contains(notice))
                        .forEach(notices::add);
        ErasedSubjects all = tombstones.all();
        if (settlement.snapshots(known, all)) {
            deleteEarlierVersions();
        }
        settledThrough = all.lastNotedAt().orElse(settledThrough);
        return settlement.killed(all);
    }

    /**
     * Deletes the earlier versions that a versioned bucket keeps of rewritten files. If it cannot, {@link #notices}
     * contains the reason.
     */
    public void deleteEarlierVersions() {
        Receipt.EarlierVersions versions = context.deleteEarlierVersions();
        if (versions != null && versions.kept() != null) {
            notices.add(
                    "earlier versions of files that were written again are still in the bucket, with what was erased or"
                            + " withdrawn: " + versions.kept());
        }
    }

    /** Failures that did not stop anything, and erasures that were repeated from their receipts, as messages. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * Adopts a warehouse whose control database is lost. Who was erased earlier is no longer known.
     *
     * @param anchor where the earlier state is recorded
     * @return names of its snapshots
     */
    public List<String> adopt(AnchorSettings anchor) {
        return context.suppression().adopt(anchor);
    }

    /**
     * Records that a snapshot that was just published contains none of the people it was computed without. People
     * erased since may be in it; {@link #settle} finds them.
     *
     * @param without the people erased before, as known to the run
     */
    public void publishedClean(String runId, ErasedSubjects without) {
        Instant known = without.lastNotedAt().orElse(Instant.EPOCH);
        Suppression suppression = context.suppression();
        suppression.markClean(context.warehouse().snapshot(runId), suppression.cleanThrough(runId, known));
    }

    /**
     * Searches for people without changing anything.
     *
     * @throws Failure environment if anything cannot be read or is not what was published
     */
    public Preview look(Collection<Request> requests) {
        context.watcher().at("find");
        SoughtSubjects wanted =
                SoughtSubjects.of(requests.stream().map(Request::subject).toList());
        List<FoundSnapshot> found =
                context.finder().find(WholeSnapshots.of(context.warehouse()), wanted, Depth.LIKELY_IDS);
        WholeSnapshots.requireNoStrays(context.warehouse());
        context.watcher().at("check files");
        context.finder().requireAsPublished(found);
        return new Preview(
                List.copyOf(requests),
                found,
                Set.copyOf(wanted.found()),
                wanted.keys().size() - wanted.found().size(),
                context.unfinished().leftovers());
    }

    /** Erases the people of a preview. */
    public Receipt erase(Preview preview, Asked asked) {
        return new RequestedErasure(context, preview, asked).carryOut(settledThrough);
    }

    /** The file of an erasure's receipt. */
    public Path receiptFile(String erasureId) {
        return context.receipts().file(erasureId);
    }

    @Override
    public void close() {
        context.workers().close();
    }
}
