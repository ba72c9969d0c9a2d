package io.crumbless.warehouse.signature;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Trusted public keys, to verify signatures. */
public final class Keyring {
    private final Map<String, VerificationKey> keys = new LinkedHashMap<>();

    public Keyring(Collection<VerificationKey> keys) {
        keys.forEach(key -> this.keys.put(key.id(), key));
    }

    /** The outcome of checking one file. */
    public enum Verdict {
        HOLDS,
        /** There is no signature. */
        MISSING,
        /** Its file is damaged. */
        UNREADABLE,
        /** Made with a key that is not trusted. */
        UNKNOWN_KEY,
        /** The content is not what was signed. */
        DOES_NOT_HOLD
    }

    public Set<String> ids() {
        return keys.keySet();
    }

    public List<VerificationKey> keys() {
        return List.copyOf(keys.values());
    }

    public Verdict check(byte[] content, DetachedSignature signature) {
        VerificationKey key = keys.get(signature.key());
        if (key == null) {
            return Verdict.UNKNOWN_KEY;
        }
        return key.verifies(content, signature) ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD;
    }

    public boolean holds(String content, DetachedSignature signature) {
        return check(content.getBytes(StandardCharsets.UTF_8), signature) == Verdict.HOLDS;
    }

    /**
     * Verifies a file by the signature beside it.
     *
     * @throws StorageException if the file itself cannot be read
     */
    public Verdict check(Location file) {
        Location beside = signatureOf(file);
        return Storage.of(file)
                .readIfThere(beside)
                .map(content -> DetachedSignature.ofFile(content)
                        .map(signature -> check(read(file), signature))
                        .orElse(Verdict.UNREADABLE))
                .orElse(Verdict.MISSING);
    }

    /** The location of the signature of a file. */
    public static Location signatureOf(Location file) {
        return Location.of(file.text() + DetachedSignature.SUFFIX);
    }

    /** Signs a file. */
    public static void sign(Location file, SigningKey key) {
        Storage.of(file)
                .replaceAtomically(signatureOf(file), key.sign(read(file)).file());
    }

    /**
     * The content of a small file.
     *
     * @throws StorageException if it cannot be read
     */
    public static byte[] read(Location file) {
        return Storage.of(file)
                .readIfThere(file)
                .orElseThrow(() -> new StorageException("Cannot read " + file + ": it does not exist"));
    }
}
