package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ManifestLedger;
import io.crumbless.warehouse.ledger.ManifestLedger.Entry;
import io.crumbless.warehouse.ledger.ProtectedTable;
import io.crumbless.warehouse.ledger.TableState;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The published state of a warehouse, as recorded in the control database. Every command that changes the warehouse
 * first checks here that snapshots and tombstones are those that were written: a night based on forged ones would
 * publish them again, and bring back erased people.
 */
public final class PublishedState {
    private static final List<ProtectedTable> NEEDED =
            List.of(ProtectedTable.TOMBSTONES, ProtectedTable.MANIFESTS, ProtectedTable.REQUESTS);

    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final Clock clock;
    private final ManifestLedger ledger;
    private final String name;

    public PublishedState(Warehouse warehouse, ControlDatabase control, Clock clock) {
        this.warehouse = warehouse;
        this.control = control;
        this.clock = clock;
        this.ledger = control.manifests();
        this.name = warehouse.root().text();
    }

    /**
     * Records snapshots that are older than signatures, completes what a kill left unfinished, and compares everything
     * else with the files.
     *
     * @throws Failure supplier if they are not what was published or recorded; the message names the object
     */
    public void require() {
        for (ProtectedTable table : NEEDED) {
            if (!control.signing().isSound(table)) {
                throw unusable(
                        "table " + table.table() + " of the control database was changed by other means than this"
                                + " program",
                        "restore the control database from its backup");
            }
        }
        List<Entry> known = ledger.of(name, true);
        if (known.isEmpty()) {
            begin();
        } else {
            endPublishing(known);
            learn();
            requireState().ifPresent(this::requireCurrent);
        }
    }

    private void begin() {
        List<Entry> there = present().stream()
                .map(this::entry)
                .filter(entry ->
                        isKnownElsewhere(entry) || ledger.ofRun(entry.runId()).isEmpty())
                .toList();
        if (!there.isEmpty()) {
            new Attestation(warehouse, control, AnchorSettings.NONE, clock).attest(Event.BEGINNING);
            ledger.add(name, currentLast(there), clock.instant());
        }
        if (there.size() < present().size()) {
            throw unusable("it holds a snapshot that is not the one published under its name", "delete that snapshot");
        }
    }

    private boolean isKnownElsewhere(Entry entry) {
        return ledger.ofRun(entry.runId()).stream()
                .anyMatch(other -> other.manifestSha256().equals(entry.manifestSha256()));
    }

    private Entry entry(Location snapshot) {
        Location manifest = snapshot.resolve(Warehouse.MANIFEST);
        boolean signed = control.signing().key().keyring().check(manifest) == Keyring.Verdict.HOLDS;
        return new Entry(snapshot.name(), warehouse.manifestHash(snapshot.name()), signed, true, true);
    }

    private List<Entry> currentLast(List<Entry> entries) {
        String current = warehouse.current().orElse("");
        List<Entry> ordered = new ArrayList<>(entries);
        ordered.sort((one, other) ->
                Boolean.compare(one.runId().equals(current), other.runId().equals(current)));
        return ordered;
    }

    /** Snapshots under the name of their run; others are copies, which are never read. */
    private List<Location> present() {
        return warehouse.snapshots().stream()
                .filter(snapshot -> warehouse.storage().exists(snapshot.resolve(Warehouse.MANIFEST)))
                .filter(snapshot -> Warehouse.manifest(snapshot).runId().equals(snapshot.name())
                        || !ledger.ofRun(snapshot.name()).isEmpty())
                .toList();
    }

    /** Handles a kill between moving the pointer and recording it. */
    private void endPublishing(List<Entry> known) {
        Optional<String> current = warehouse.current().filter(warehouse::isComplete);
        known.stream()
                .filter(entry -> !entry.published()
                        && current.filter(entry.runId()::equals).isPresent())
                .findFirst()
                .ifPresent(entry -> ledger.published(name, entry.runId()));
    }

    /** A control database restored from a backup does not know the last nights; their snapshots are signed. */
    private void learn() {
        List<Entry> unknown = present().stream()
                .filter(snapshot -> ledger.ofRun(snapshot.name()).isEmpty())
                .map(this::entry)
                .filter(Entry::signed)
                .toList();
        ledger.add(name, currentLast(unknown), clock.instant());
    }

    /** An earlier state of the tombstones is validly signed too; the warehouse knows a later one. */
    private Optional<Checkpoint> requireState() {
        if (present().isEmpty()) {
            return Optional.empty();
        }
        Checkpoint state = signed().orElseThrow(() -> unusable(
                "its " + WarehouseState.FILE + " is missing, or not as this program signed it",
                "restore it from its backup"));
        older(state).ifPresent(why -> {
            throw unusable(why, "restore the control database from its latest backup");
        });
        if (state.runId() != null && ledger.ofRun(state.runId()).isEmpty()) {
            throw unusable(
                    "snapshot " + state.runId() + ", which its " + WarehouseState.FILE
                            + " names as the last, is neither there nor known to the control database",
                    "restore both from their latest backup");
        }
        return Optional.of(state);
    }

    private Optional<Checkpoint> signed() {
        return WarehouseState.read(warehouse)
                .filter(line -> line.holds(control.signing().key().keyring()))
                .map(SignedLine::checkpoint);
    }

    /** What of the control database is older than the signed state of the warehouse, as text; changes nothing. */
    public Optional<String> older() {
        return present().isEmpty() ? Optional.empty() : signed().flatMap(this::older);
    }

    private Optional<String> older(Checkpoint state) {
        if (isOlder(ProtectedTable.TOMBSTONES, state)) {
            return Optional.of(older(ProtectedTable.TOMBSTONES, "erased people may come back"));
        }
        if (isOlder(ProtectedTable.REQUESTS, state)) {
            return Optional.of(older(ProtectedTable.REQUESTS, "what people asked not to be used may be used"));
        }
        return Optional.empty();
    }

    private static String older(ProtectedTable table, String consequence) {
        return "table " + table.table() + " of the control database is older than what was signed in "
                + WarehouseState.FILE + ", so " + consequence;
    }

    private boolean isOlder(ProtectedTable table, Checkpoint state) {
        Optional<TableState> then = state.stateOf(table.word());
        Optional<TableState> now = control.signing().states().stream()
                .filter(one -> one.table().equals(table.word()))
                .findFirst();
        return then.isPresent() && TableComparison.isOlder(then.get(), now);
    }

    /** A warehouse restored entirely from a backup is in an earlier state, consistent with its own state file. */
    private void requireCurrent(Checkpoint state) {
        Optional<Entry> latest = ledger.latest(name);
        Optional<String> current = warehouse.current();
        if (latest.isEmpty() || current.isEmpty()) {
            return;
        }
        if (current.get().equals(state.runId())
                && ledger.ofRun(current.get()).stream()
                        .anyMatch(entry -> entry.manifestSha256().equals(warehouse.manifestHash(current.get())))) {
            return;
        }
        String runId = latest.get().runId();
        if (!current.get().equals(runId)) {
            throw unusable(
                    "its pointer 'current' names snapshot " + current.get() + ", and " + runId + " was published last",
                    (warehouse.isComplete(runId)
                            ? warehouse.howToPointTo(runId) + "; 'crumbless rollback' goes back to an older one"
                            : "restore that snapshot from its backup"));
        }
        if (!warehouse.manifestHash(runId).equals(latest.get().manifestSha256())) {
            throw unusable(
                    "the manifest of snapshot " + runId + " is not the one that was published",
                    "restore the snapshot from its backup");
        }
    }

    private Failure unusable(String why, String remedy) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot use warehouse " + name + ": " + why
                        + "; nothing was changed. Find out who wrote there ('crumbless"
                        + " audit' names all that differs), and " + remedy
                        + ". Where there is no backup, 'crumbless erasure-key --adopt' takes over what is there");
    }

    /** Records that a snapshot is about to be put in place, after it was signed. */
    public void publishing(String runId, Location signed) {
        if (!WarehouseState.exists(warehouse)) {
            new Attestation(warehouse, control, AnchorSettings.NONE, clock).attest(Event.BEGINNING);
        }
        ledger.begin(name, runId, Sha256.ofFile(signed.resolve(Warehouse.MANIFEST)), clock.instant());
    }

    public void published(String runId) {
        ledger.published(name, runId);
    }

    /**
     * Records which snapshots are no longer kept, before they are deleted. If somebody else deletes a snapshot, it is
     * reported missing for as long as it would have been kept.
     */
    public void giveUpBut(int keep) {
        List<String> chain = warehouse.chain();
        List<String> kept = chain.subList(0, Math.min(keep, chain.size()));
        List<Entry> entries =
                ledger.of(name, false).stream().filter(Entry::published).toList();
        List<String> newest = entries.subList(Math.max(0, entries.size() - keep), entries.size()).stream()
                .map(Entry::runId)
                .toList();
        List<String> given = entries.stream()
                .map(Entry::runId)
                .filter(runId -> !kept.contains(runId))
                .filter(runId -> warehouse.isComplete(runId) || !newest.contains(runId))
                .toList();
        ledger.giveUp(name, given, clock.instant());
    }

    /** Adopts the present state, regardless of what was recorded. */
    public void adopt(AnchorSettings anchor) {
        long revision = WarehouseState.read(warehouse)
                .map(line -> line.checkpoint().revision())
                .orElse(0L);
        ledger.giveUp(name, ledger.of(name, false).stream().map(Entry::runId).toList(), clock.instant());
        ledger.add(name, currentLast(present().stream().map(this::entry).toList()), clock.instant());
        control.signing().signAsTheyAre(revision);
        new Attestation(warehouse, control, anchor, clock).attest(Event.ADOPTION);
    }
}
