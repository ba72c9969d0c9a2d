package io.crumbless.warehouse.erase;

import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.erase.Finder.FoundFile;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rewrites a snapshot without some rows, and replaces the published one by it in one step. */
final class Amender {
    private final Warehouse warehouse;
    private final Tombstones tombstones;
    private final WarehouseLock lock;
    private final Workers workers;
    private final Eraser.Watcher watcher;
    private final Rewriting rewriting;
    private final SigningKey key;

    Amender(ErasureContext context) {
        this.warehouse = context.warehouse();
        this.tombstones = context.control().tombstones();
        this.lock = context.locked().lock();
        this.workers = context.workers();
        this.watcher = context.watcher();
        this.rewriting = context.rewriting();
        this.key = context.control().signing().key();
    }

    /**
     * Removes the rows that were found.
     *
     * @param erasures ids of the erasures that require it
     */
    Amendment amend(FoundSnapshot found, List<String> erasures, Instant at) {
        String name = found.snapshot().name();
        Location next = warehouse.replacement(name);
        Storage storage = warehouse.storage();
        storage.deleteRecursively(next);
        Set<String> rewritten =
                found.files().stream().map(file -> file.output().file()).collect(Collectors.toSet());
        warehouse.mirror(found.snapshot(), next, file -> !rewritten.contains(file) && !file.startsWith(Amendment.FILE));
        List<Amendment.Change> changes = workers.largestFirst(
                found.files(), file -> file.output().bytes(), file -> rewrite(found.snapshot(), next, file));
        Amendment amendment = amendment(found, erasures, at, changes);
        Amendments all = Amendments.of(found.snapshot()).with(amendment);
        storage.replaceAtomically(next.resolve(Amendment.FILE), ManifestFile.bytes(all));
        Keyring.sign(next.resolve(Amendment.FILE), key);
        watcher.at("put in place " + name);
        lock.requireHeld("erase");
        warehouse.replace(name);
        return amendment;
    }

    private Amendment.Change rewrite(Location snapshot, Location next, FoundFile file) {
        String path = file.output().file();
        PartSummary summary = rewriting.without(file.output(), snapshot.resolve(path), next.resolve(path), file.rows());
        return new Amendment.Change(
                file.output().dataset(),
                file.output().file(),
                Amendment.State.of(file.output()),
                new Amendment.State(summary.rows(), summary.bytes(), summary.sha256()));
    }

    private Amendment amendment(
            FoundSnapshot found, List<String> erasures, Instant at, List<Amendment.Change> changes) {
        Location snapshot = found.snapshot();
        Manifest manifest = found.manifest();
        List<Amendment.Count> counts = new ArrayList<>();
        for (String dataset :
                new TreeSet<>(changes.stream().map(Amendment.Change::dataset).toList())) {
            long before = manifest.rows(dataset);
            long erased = found.rows(dataset);
            counts.add(new Amendment.Count(dataset, before, erased, before - erased));
        }
        String follows = Amendments.of(snapshot).last(Sha256.ofFile(snapshot.resolve(Warehouse.MANIFEST)));
        Amendment open =
                new Amendment(erasures, at.toString(), follows, changes, counts, null, tombstones.keyFingerprint(), "");
        return open.sealedWith(tombstones.seal(open.sealedText()));
    }
}
