package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.erase.Eraser.Asked;
import io.crumbless.warehouse.erase.Eraser.Preview;
import io.crumbless.warehouse.erase.Finder.Depth;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Amendment;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Carries out one erasure, from the tombstones to the receipt. */
final class RequestedErasure {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Unlikely spellings are found by reading all ids; their rows are deleted in another pass. */
    private static final int PASSES = 3;

    private final ErasureContext context;
    private final Preview preview;
    private final Asked asked;
    private final Instant started;
    private final String id;
    private final List<Receipt.Snapshot> changed = new ArrayList<>();

    RequestedErasure(ErasureContext context, Preview preview, Asked asked) {
        this.context = context;
        this.preview = preview;
        this.asked = asked;
        this.started = context.now();
        this.id = newId(started);
    }

    /** @param settledThrough up to which tombstone all snapshots were settled before */
    Receipt carryOut(Instant settledThrough) {
        noteTombstones();
        SoughtSubjects wanted = SoughtSubjects.of(
                preview.requests().stream().map(Eraser.Request::subject).toList());
        amend(preview.snapshots());
        context.requireLock();
        UnfinishedWork.delete(preview.leftovers());
        Receipt.Verification verification = verify(wanted);
        Set<String> found = new TreeSet<>(wanted.found());
        found.addAll(preview.foundKeys());
        Instant through = context.suppression().cleanThrough(id, settledThrough);
        for (Location snapshot : WholeSnapshots.of(context.warehouse())) {
            context.suppression().markClean(snapshot, through);
        }
        return context.write(receipt(found, verification));
    }

    /** Commits the tombstones. From here on the people are erased, whatever happens to this process. */
    private void noteTombstones() {
        context.watcher().at("note who is erased");
        context.requireLock();
        context.control()
                .erasures()
                .begin(
                        id,
                        context.warehouse().root().text(),
                        new ErasureLedger.Begun(started, asked.by(), asked.reason()),
                        context.control().tombstones(),
                        preview.requests().stream()
                                .map(request -> new Tombstones.Erasure(
                                        request.subject(), request.requestedAt(), request.reason()))
                                .toList());
    }

    private Receipt receipt(Set<String> found, Receipt.Verification verification) {
        return new Receipt(
                id,
                started.toString(),
                context.now().toString(),
                asked.by(),
                asked.reason().orElse(null),
                false,
                context.receipts().people(preview.requests(), found),
                changed,
                preview.leftovers(),
                verification,
                context.deleteEarlierVersions(),
                context.control().tombstones().keyFingerprint(),
                "");
    }

    private void amend(List<FoundSnapshot> found) {
        Amender amender = context.amender();
        for (FoundSnapshot snapshot : found) {
            if (!snapshot.files().isEmpty()) {
                context.watcher().at("rewrite " + snapshot.snapshot().name());
                Amendment amendment = amender.amend(snapshot, List.of(id), context.now());
                changed.add(new Receipt.Snapshot(snapshot.snapshot().name(), snapshot.rows(), amendment.files()));
            }
        }
    }

    /** Reads all ids and texts of all snapshots; rows that are found in this search are deleted too. */
    private Receipt.Verification verify(SoughtSubjects wanted) {
        context.watcher().at("verify");
        for (int pass = 1; ; pass++) {
            List<FoundSnapshot> again =
                    context.finder().find(WholeSnapshots.of(context.warehouse()), wanted, Depth.ALL_TEXTS);
            long left = again.stream().mapToLong(FoundSnapshot::rows).sum();
            if (left == 0) {
                return Receipts.verification(again);
            }
            if (pass == PASSES) {
                throw ErasureContext.cannotVouch(id, left);
            }
            context.finder().requireAsPublished(again);
            amend(again);
        }
    }

    private static String newId(Instant at) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "erase-" + STAMP.format(at) + "-" + HexFormat.of().formatHex(random);
    }
}
