package io.crumbless.warehouse.erase;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.erase.Finder.Depth;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.evidence.AnchorSettings;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.WarehouseLock;
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
 * Erases people from every snapshot of a warehouse. The caller holds the warehouse while it is used.
 *
 * <p>First everything is looked at; what cannot be read stops the erasure before anything is changed. Then tombstones are
 * noted in the control database: from that commit on the people are erased, whatever happens to this process, because
 * every use of the warehouse begins with {@link #settle}, which applies the tombstones a snapshot may lack. Then each
 * snapshot is written again where it holds their rows, and put in place in one step.
 */
public final class Eraser implements AutoCloseable {
    private final ErasureContext context;
    private final List<String> notices = new ArrayList<>();

    /** Up to which tombstone all snapshots were settled. */
    private Instant settledThrough = Instant.EPOCH;

    /** Learns what an erasure is at. */
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
        Workers workers =
                new Workers(threads, "crumbless-erase", "Stopped while erasing; the same command continues it");
        this.context = new ErasureContext(
                warehouse,
                control,
                lock,
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
        context.watcher().at("settle");
        context.requireLock();
        context.warehouse().finishReplacements();
        Settlement settlement = new Settlement(context, named);
        ErasedSubjects all = context.control().tombstones().all();
        if (settlement.snapshots(all)) {
            deleteEarlierVersions();
        }
        settledThrough = all.lastNotedAt().orElse(settledThrough);
        return settlement.killed(all);
    }

    /**
     * Deletes what a bucket with versioning keeps of files that were written again without people or values. Where it cannot,
     * {@link #notices} says so.
     */
    public void deleteEarlierVersions() {
        Receipt.EarlierVersions versions = context.deleteEarlierVersions();
        if (versions != null && versions.kept() != null) {
            notices.add(
                    "earlier versions of files that were written again are still in the bucket, with what was erased or"
                            + " withdrawn: " + versions.kept());
        }
    }

    /** What could not be done and stops nothing, in words. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /**
     * Takes over a warehouse whose control database is lost. Who was erased before is not known any more.
     *
     * @param anchor where the state of then is kept
     * @return names of its snapshots
     */
    public List<String> adopt(AnchorSettings anchor) {
        return context.suppression().adopt(anchor);
    }

    /**
     * Notes that a snapshot that was just published holds nobody of those it was made without. Whoever was noted since, by
     * others than its run, may be in it; {@link #settle} finds them.
     *
     * @param without those erased before, as the run knew them
     */
    public void publishedClean(String runId, ErasedSubjects without) {
        Instant known = without.lastNotedAt().orElse(Instant.EPOCH);
        Suppression suppression = context.suppression();
        suppression.markClean(context.warehouse().snapshot(runId), suppression.cleanThrough(runId, known));
    }

    /**
     * Looks for people, changing nothing.
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

    /** Erases those of a preview. */
    public Receipt erase(Preview preview, Asked asked) {
        return new RequestedErasure(context, preview, asked).carryOut(settledThrough);
    }

    /** Where the receipt of an erasure is kept. */
    public Path receiptFile(String erasureId) {
        return context.receipts().file(erasureId);
    }

    @Override
    public void close() {
        context.workers().close();
    }
}
