package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;

/**
 * The signatures of a snapshot: of the manifest, which contains the hashes of the data, and of {@code SHA256SUMS},
 * which contains those of the evidence. So every file of a snapshot is signed, directly or by its hash.
 */
public final class SignedSnapshot {
    static final List<String> SIGNED = List.of(Warehouse.MANIFEST, Warehouse.SUMS);

    private SignedSnapshot() {}

    /** Signs a finished snapshot; signing again gives the same bytes. */
    public static void sign(Location snapshot, SigningKey key) {
        SIGNED.forEach(file -> Keyring.sign(snapshot.resolve(file), key));
    }
}
