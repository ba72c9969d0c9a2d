package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.erase.Finder.Depth;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Applies to each snapshot the tombstones that it may lack, and completes killed erasures.
 *
 * @param named ids of the people of a killed erasure, if known
 */
record Settlement(ErasureContext context, Collection<SubjectId> named) {
    /** Settles every snapshot; returns whether one of them was rewritten. */
    boolean snapshots(ControlHistory known, ErasedSubjects all) {
        boolean amended = false;
        if (all.lastNotedAt().isPresent()) {
            for (Location snapshot : WholeSnapshots.of(context.warehouse())) {
                amended |= settle(
                        snapshot,
                        known.cleanThrough(snapshot),
                        all,
                        all.lastNotedAt().get());
            }
        }
        return amended;
    }

    private boolean settle(Location snapshot, Instant through, ErasedSubjects all, Instant last) {
        if (!last.isAfter(through)) {
            return false;
        }
        boolean amended = false;
        ErasedSubjects pending =
                all.pending(through, Instant.parse(Warehouse.manifest(snapshot).asOf()));
        if (pending.size() > 0) {
            context.watcher().at("settle " + snapshot.name());
            FoundSnapshot found = context.finder().find(snapshot, SoughtSubjects.of(pending), Depth.ALL_IDS);
            if (!found.files().isEmpty()) {
                context.finder().requireAsPublished(List.of(found));
                context.amender().amend(found, context.control().tombstones().noted(through), context.now());
                amended = true;
            }
        }
        // An object store has no rename, so an amended snapshot is at another location.
        context.suppression().markClean(context.warehouse().snapshot(snapshot.name()), last);
        return amended;
    }

    /** The receipts of killed erasures, whose remaining work was done by settling. */
    List<Receipt> killed(ErasedSubjects all) {
        ErasureLedger ledger = context.control().erasures();
        return ledger.unfinished(context.warehouse().root().text()).stream()
                .map(id -> finish(id, all))
                .toList();
    }

    /** Carries out the final search, and writes the receipt. */
    private Receipt finish(String id, ErasedSubjects all) {
        Tombstones tombstones = context.control().tombstones();
        List<String> people = context.control().erasures().people(id);
        context.watcher().at("verify");
        List<Receipt.Snapshot> changed = new ArrayList<>();
        List<FoundSnapshot> again = new ArrayList<>();
        for (Location snapshot : WholeSnapshots.of(context.warehouse())) {
            SoughtSubjects wanted = wanted(people)
                    .orElseGet(() -> SoughtSubjects.of(all.pending(
                            Instant.EPOCH,
                            Instant.parse(Warehouse.manifest(snapshot).asOf()))));
            FoundSnapshot found = context.finder().find(snapshot, wanted, Depth.ALL_TEXTS);
            if (found.rows() > 0) {
                throw ErasureContext.cannotVouch(id, found.rows());
            }
            again.add(found);
            changed.addAll(Receipts.changes(snapshot, id));
        }
        List<String> left = context.unfinished().leftovers();
        context.requireLock();
        UnfinishedWork.delete(left);
        ErasureLedger.Begun begun = context.control().erasures().begun(id);
        return context.write(new Receipt(
                id,
                begun.at().toString(),
                context.now().toString(),
                begun.by(),
                begun.reason().orElse(null),
                true,
                people.stream()
                        .map(hmac -> new Receipt.Person(hmac, Receipt.Outcome.APPLIED))
                        .toList(),
                changed,
                left,
                Receipts.verification(again),
                context.deleteEarlierVersions(),
                tombstones.keyFingerprint(),
                ""));
    }

    /** The people of a killed erasure by their ids, if the caller has named all of them. */
    private Optional<SoughtSubjects> wanted(List<String> people) {
        Tombstones tombstones = context.control().tombstones();
        List<SubjectId> known = named.stream()
                .filter(subject -> people.contains(tombstones.hmac(subject)))
                .toList();
        boolean all = known.stream().map(tombstones::hmac).distinct().count() == people.size();
        return all && !people.isEmpty() ? Optional.of(SoughtSubjects.of(known)) : Optional.empty();
    }
}
