package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.signature.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The public keys in the folder {@code keys} of the warehouse: {@code <key id>.pub}, PEM. If a key replaced another,
 * {@code <key id>.pub.sig} is its signature by the predecessor, so that trust in one key extends to its successors.
 */
public final class PublishedKeys {
    public static final String FOLDER = "keys";

    private static final String PUBLIC = ".pub";

    private PublishedKeys() {}

    static Location file(Location folder, VerificationKey key) {
        return folder.resolve(key.id() + PUBLIC);
    }

    /**
     * Writes keys that are missing.
     *
     * @param kept folder with the signatures of successors by their predecessors
     */
    static void write(Location folder, SigningKey key, Location kept) {
        Storage storage = Storage.of(folder);
        storage.createFolders(folder);
        for (VerificationKey each : key.keys()) {
            Location signature = Keyring.signatureOf(file(kept, each));
            if (Storage.of(kept).exists(signature)) {
                writeOnce(Keyring.signatureOf(file(folder, each)), Keyring.read(signature));
            }
            writeOnce(file(folder, each), content(each));
        }
    }

    private static void writeOnce(Location file, byte[] content) {
        if (!Storage.of(file).exists(file)) {
            Storage.of(file).replaceAtomically(file, content);
        }
    }

    /** Writes a new key, signed by the one it replaces. */
    public static void follow(Location folder, SigningKey before, VerificationKey next) {
        Storage storage = Storage.of(folder);
        storage.createFolders(folder);
        byte[] content = content(next);
        storage.replaceAtomically(
                Keyring.signatureOf(file(folder, next)), before.sign(content).file());
        storage.replaceAtomically(file(folder, next), content);
    }

    private static byte[] content(VerificationKey key) {
        return key.pem().getBytes(StandardCharsets.UTF_8);
    }

    /** All keys of a folder, regardless of their origin. */
    public static List<VerificationKey> all(Location folder) {
        return new ArrayList<>(byFile(folder).values());
    }

    private static Map<Location, VerificationKey> byFile(Location folder) {
        Map<Location, VerificationKey> keys = new LinkedHashMap<>();
        Storage storage = Storage.of(folder);
        if (storage.exists(folder)) {
            for (FileEntry entry : storage.list(folder)) {
                if (entry.isFile() && entry.location().name().endsWith(PUBLIC)) {
                    read(entry.location()).ifPresent(key -> keys.put(entry.location(), key));
                }
            }
        }
        return keys;
    }

    private static Optional<VerificationKey> read(Location file) {
        try {
            return VerificationKey.ofPem(new String(Keyring.read(file), StandardCharsets.UTF_8)).stream()
                    .findFirst();
        } catch (IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    /** The trusted keys, and their successors in a folder, each signed by a trusted key. */
    public static Keyring following(Collection<VerificationKey> trusted, Location folder) {
        List<VerificationKey> keys = new ArrayList<>(trusted);
        Map<Location, VerificationKey> others = byFile(folder);
        boolean grew = true;
        while (grew) {
            Keyring ring = new Keyring(keys);
            List<VerificationKey> next = others.entrySet().stream()
                    .filter(other -> !ring.ids().contains(other.getValue().id()))
                    .filter(other -> ring.check(other.getKey()) == Keyring.Verdict.HOLDS)
                    .map(Map.Entry::getValue)
                    .toList();
            grew = keys.addAll(next);
        }
        return new Keyring(keys);
    }
}
