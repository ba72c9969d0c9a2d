package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.AccessLog;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ManifestLedger;
import io.crumbless.warehouse.ledger.ManifestLedger.Entry;
import io.crumbless.warehouse.ledger.ProtectedTable;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Compares the files of a warehouse, the control database and the anchor with one another, in both directions. It
 * trusts the signing key in the control folder, and its predecessors.
 */
public final class EvidenceAudit {
    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final AnchorSettings anchor;
    private final ManifestLedger ledger;
    private final String name;
    private final Optional<Keyring> keys;

    public EvidenceAudit(Warehouse warehouse, ControlDatabase control, AnchorSettings anchor) {
        this.warehouse = warehouse;
        this.control = control;
        this.anchor = anchor;
        this.ledger = control.manifests();
        this.name = warehouse.root().text();
        this.keys = control.signing().keyIfAny().map(SigningKey::keyring);
    }

    /**
     * The result of one check.
     *
     * @param predates whether the object of the check is unsigned because it is older than signatures
     */
    public record Result(long looked, List<Remark> findings, boolean predates) {
        public Result {
            findings = List.copyOf(findings);
        }

        static final Result PREDATES = new Result(0, List.of(), true);
    }

    /** Whether a snapshot and the state of its warehouse are signed by this installation. */
    public Result signatures(Location snapshot) {
        if (keys.isEmpty()) {
            return Result.PREDATES;
        }
        CheckFindings findings = new CheckFindings();
        boolean signed = signed(snapshot, findings);
        if (!ledger.of(name, true).isEmpty()) {
            checkState(findings);
            checkKeys(findings);
        }
        Result result = findings.result();
        return new Result(
                result.looked(), result.findings(), !signed && result.findings().isEmpty());
    }

    /** @return whether it is signed, or should be */
    private boolean signed(Location snapshot, CheckFindings findings) {
        boolean must = !mayBeUnsigned(snapshot);
        boolean any = false;
        List<String> files = new ArrayList<>(SignedSnapshot.SIGNED);
        if (Storage.of(snapshot).exists(snapshot.resolve(Amendment.FILE))) {
            files.add(Amendment.FILE);
        }
        for (String file : files) {
            if (!Storage.of(snapshot).exists(snapshot.resolve(file))) {
                findings.at(file, Code.MISSING);
                continue;
            }
            Verdict verdict = keys.orElseThrow().check(snapshot.resolve(file));
            findings.looked();
            if (verdict != Verdict.MISSING || must) {
                any = true;
                SignatureFindings.report(verdict, file, findings);
            }
        }
        return any;
    }

    /** A snapshot that is older than signatures is known as such, or its warehouse was not used since. */
    private boolean mayBeUnsigned(Location snapshot) {
        List<Entry> entries = ledger.ofRun(snapshot.name());
        return entries.isEmpty()
                ? ledger.of(name, true).isEmpty()
                : entries.stream().noneMatch(Entry::signed);
    }

    private void checkState(CheckFindings findings) {
        findings.looked();
        if (!WarehouseState.exists(warehouse)) {
            findings.at(WarehouseState.FILE, Code.MISSING);
            return;
        }
        Optional<SignedLine> line = WarehouseState.read(warehouse).filter(one -> one.holds(keys.orElseThrow()));
        if (line.isEmpty()) {
            findings.at(WarehouseState.FILE, Code.SIGNATURE_DOES_NOT_HOLD, WarehouseState.FILE);
            return;
        }
        List<Checkpoint.FileHash> there = WarehouseState.views(warehouse);
        there.stream()
                .filter(file -> isLink(file.file()))
                .forEach(file -> findings.at(file.file(), Code.SYMBOLIC_LINK));
        if (isLink(WarehouseState.FILE)) {
            findings.at(WarehouseState.FILE, Code.SYMBOLIC_LINK);
        }
        for (Checkpoint.FileHash file : line.get().checkpoint().files()) {
            findings.looked();
            Optional<Checkpoint.FileHash> found =
                    there.stream().filter(one -> one.file().equals(file.file())).findFirst();
            if (found.isEmpty()) {
                findings.at(file.file(), Code.MISSING);
            } else if (!found.get().equals(file)) {
                findings.at(file.file(), Code.BYTES_DIFFER_FROM, WarehouseState.FILE);
            }
        }
        there.stream()
                .filter(file -> line.get().checkpoint().files().stream()
                        .noneMatch(listed -> listed.file().equals(file.file())))
                .forEach(file -> findings.at(file.file(), Code.UNLISTED_IN, WarehouseState.FILE));
    }

    private boolean isLink(String file) {
        return warehouse
                .storage()
                .links()
                .flatMap(links -> links.target(warehouse.root().resolve(file)))
                .isPresent();
    }

    /** Outsiders who verify use the public keys in this folder. */
    private void checkKeys(CheckFindings findings) {
        Location folder = warehouse.root().resolve(PublishedKeys.FOLDER);
        findings.looked();
        keys.orElseThrow().ids().stream().findFirst().ifPresent(inUse -> {
            if (PublishedKeys.all(folder).stream().noneMatch(key -> key.id().equals(inUse))) {
                findings.at(PublishedKeys.FOLDER + "/" + inUse + ".pub", Code.MISSING_OR_UNREADABLE);
            }
        });
        Set<String> known =
                PublishedKeys.following(keys.orElseThrow().keys(), folder).ids();
        PublishedKeys.all(folder).stream()
                .filter(key -> !known.contains(key.id()))
                .forEach(key -> findings.at(PublishedKeys.FOLDER + "/" + key.id() + ".pub", Code.KEY_UNKNOWN));
    }

    /** Whether the snapshots that exist are those in the control database, and the pointer names the last. */
    public Result manifests() {
        CheckFindings findings = new CheckFindings();
        requireSound(ProtectedTable.MANIFESTS, findings);
        List<Entry> all = ledger.of(name, true);
        if (all.isEmpty()) {
            checkUnremembered(findings);
            Result result = findings.result();
            return result.findings().isEmpty() ? Result.PREDATES : result;
        }
        for (Location snapshot : warehouse.snapshots()) {
            findings.looked();
            checkKnown(snapshot, findings);
        }
        all.stream()
                .filter(entry -> entry.keeps() && entry.published() && !warehouse.isComplete(entry.runId()))
                .map(Entry::runId)
                .distinct()
                .forEach(runId -> findings.at("snapshots/" + runId, Code.SNAPSHOT_GONE));
        checkPointer(all, findings);
        return findings.result();
    }

    /** An emptied control database does not know a warehouse whose state was signed. */
    private void checkUnremembered(CheckFindings findings) {
        if (keys.isPresent()
                && WarehouseState.exists(warehouse)
                && warehouse.snapshots().stream().map(Location::name).noneMatch(control::knows)) {
            warehouse
                    .snapshots()
                    .forEach(snapshot -> findings.at("snapshots/" + snapshot.name(), Code.SNAPSHOT_UNKNOWN));
        }
    }

    private void checkKnown(Location snapshot, CheckFindings findings) {
        String folder = "snapshots/" + snapshot.name();
        if (!Storage.of(snapshot).exists(snapshot.resolve(Warehouse.MANIFEST))) {
            findings.at(folder + "/" + Warehouse.MANIFEST, Code.MISSING);
            return;
        }
        List<Entry> named = ledger.ofRun(snapshot.name());
        // A copy has another name, and the same manifest.
        List<Entry> entries = named.isEmpty() ? ledger.ofRun(runIdOf(snapshot)) : named;
        if (entries.isEmpty()) {
            findings.at(folder, Code.SNAPSHOT_UNKNOWN);
        } else {
            String hash = warehouse.manifestHash(snapshot.name());
            if (entries.stream().noneMatch(entry -> entry.manifestSha256().equals(hash))) {
                findings.at(folder + "/" + Warehouse.MANIFEST, Code.MANIFEST_IS_ANOTHER);
            }
        }
    }

    private static String runIdOf(Location snapshot) {
        try {
            return Warehouse.manifest(snapshot).runId();
        } catch (Failure unreadable) {
            return snapshot.name();
        }
    }

    private void checkPointer(List<Entry> all, CheckFindings findings) {
        findings.looked();
        Optional<String> current = warehouse.current();
        boolean beingPublished = all.stream()
                .anyMatch(entry -> !entry.published()
                        && current.filter(entry.runId()::equals).isPresent());
        ledger.latest(name)
                .map(Entry::runId)
                .filter(latest -> !beingPublished && !current.equals(Optional.of(latest)))
                .ifPresent(latest -> findings.at("current", Code.POINTER_MOVED, latest));
        if (!warehouse.pointsInside()) {
            findings.at("current", Code.POINTER_LEADS_ELSEWHERE);
        }
    }

    /** Whether tombstones, erasures, retirements and their documents are unchanged. */
    public Result erasures() {
        CheckFindings findings = new CheckFindings();
        for (ProtectedTable table : List.of(
                ProtectedTable.TOMBSTONES,
                ProtectedTable.ERASURES,
                ProtectedTable.RETIREMENTS,
                ProtectedTable.REQUESTS)) {
            requireSound(table, findings);
        }
        new DocumentCheck(control, keys, findings).check();
        return findings.result();
    }

    /** Whether the access log is unchanged. */
    public Result accessLog() {
        AccessLog log = control.accessLog();
        CheckFindings findings = new CheckFindings();
        findings.looked(log.size());
        OptionalLong broken = log.firstBroken();
        broken.ifPresent(entry -> findings.at(Place.accessLogEntry(entry), Code.ENTRY_CHANGED));
        if (broken.isEmpty() && !control.signing().isSound(ProtectedTable.ACCESS_LOG_CHAIN)) {
            findings.at(Place.accessLogEntry(log.size()), Code.CHAIN_REWRITTEN);
        }
        requireNotOlder(ProtectedTable.ACCESS_LOG_CHAIN, findings);
        return findings.result();
    }

    private void requireSound(ProtectedTable table, CheckFindings findings) {
        findings.looked();
        if (!control.signing().isSound(table)) {
            findings.at(Place.table(table.table()), Code.TABLE_CHANGED);
        }
        requireNotOlder(table, findings);
    }

    private void requireNotOlder(ProtectedTable table, CheckFindings findings) {
        keys.flatMap(ring -> WarehouseState.read(warehouse).filter(line -> line.holds(ring)))
                .ifPresent(line -> new HistoryCheck(control, findings)
                        .requireContained(line.checkpoint(), table, WarehouseState.FILE));
    }

    /**
     * Whether the history recorded in the anchor is that of the control database; empty if no anchor file is
     * configured.
     */
    public Optional<Result> anchor() {
        return anchor.file().map(file -> new AnchorCheck(warehouse, control, anchor, keys).check());
    }
}
