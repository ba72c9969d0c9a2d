package io.crumbless.warehouse.evidence;

import io.crumbless.warehouse.evidence.Checkpoint.Event;
import io.crumbless.warehouse.evidence.Checkpoint.FileHash;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Signs the state of a warehouse after a change, and records it in the warehouse and in the anchor. */
public final class Attestation {
    private final Warehouse warehouse;
    private final ControlDatabase control;
    private final Anchor anchor;
    private final Clock clock;

    public Attestation(Warehouse warehouse, ControlDatabase control, AnchorSettings anchor, Clock clock) {
        this.warehouse = warehouse;
        this.control = control;
        this.anchor = new Anchor(anchor);
        this.clock = clock;
    }

    /** As {@link #attest(Event, Optional)}, for a change without a document. */
    public List<String> attest(Event event) {
        return attest(event, Optional.empty());
    }

    /**
     * Signs and records the present state.
     *
     * @param document the receipt or certificate that was written
     * @return what could not be anchored, as messages; a state equal to the last one is not recorded again
     */
    public List<String> attest(Event event, Optional<FileHash> document) {
        SigningKey key = control.signing().key();
        WarehouseState.writeKeys(warehouse, control);
        Checkpoint checkpoint = checkpoint(event, document);
        Optional<SignedLine> before = WarehouseState.read(warehouse).filter(line -> line.holds(key.keyring()));
        if (document.isEmpty()
                && before.filter(line -> isSame(line.checkpoint(), checkpoint)).isPresent()
                && isAnchored(before.get())) {
            return List.of();
        }
        SignedLine line = SignedLine.of(checkpoint, key);
        WarehouseState.write(warehouse, line);
        return anchor.add(line, before);
    }

    private Checkpoint checkpoint(Event event, Optional<FileHash> document) {
        Optional<String> current = warehouse.current().filter(warehouse::isComplete);
        return new Checkpoint(
                Checkpoint.FORM,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                event.word(),
                current.orElse(null),
                current.map(warehouse::manifestHash).orElse(null),
                document.map(FileHash::file).orElse(null),
                document.map(FileHash::sha256).orElse(null),
                control.signing().states(),
                WarehouseState.views(warehouse));
    }

    private static boolean isSame(Checkpoint one, Checkpoint other) {
        return one.ledger().equals(other.ledger())
                && one.files().equals(other.files())
                && Optional.ofNullable(one.manifestSha256()).equals(Optional.ofNullable(other.manifestSha256()));
    }

    private boolean isAnchored(SignedLine line) {
        try {
            return anchor.file().isEmpty() || anchor.lines().orElse(List.of()).contains(line.text());
        } catch (IOException unreadable) {
            return false;
        }
    }
}
