package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;

/**
 * The signatures in a snapshot: of the manifest, which holds the hashes of the data, and of {@code SHA256SUMS}, which holds
 * those of the evidence. So each byte of a snapshot is signed, or of a file whose hash is.
 */
public final class SignedSnapshot {
    static final List<String> SIGNED = List.of(Warehouse.MANIFEST, Warehouse.SUMS);

    private SignedSnapshot() {}

    /** Signs one that is finished; again makes the same bytes. */
    public static void sign(Location snapshot, SigningKey key) {
        SIGNED.forEach(file -> Keyring.sign(snapshot.resolve(file), key));
    }
}
