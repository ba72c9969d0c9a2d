package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.DSLContext;

/**
 * The secrets by which subject ids become tombstones: {@code erasure.key}, 32 bytes per line as hexadecimal text,
 * readable by its owner only. The first line is the current key; those below it were replaced and still recognise the
 * people erased under them. Without one of them, erased people would come back, so the program refuses to continue.
 */
final class ErasureKey {
    static final String FILE = "erasure.key";

    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String CHECKED_TEXT = "crumbless erasure key";

    private final List<Secret> secrets;

    private ErasureKey(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /** One key. */
    private static final class Secret {
        private final byte[] bytes;
        private final String fingerprint;

        /**
         * Looking up the algorithm and initialising it takes longer than hashing an id, so each thread does it once.
         */
        private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

        Secret(byte[] bytes) {
            this.bytes = bytes.clone();
            this.fingerprint = HexFormat.of().formatHex(hmac(CHECKED_TEXT));
        }

        String fingerprint() {
            return fingerprint;
        }

        String written() {
            return HexFormat.of().formatHex(bytes);
        }

        byte[] hmac(String text) {
            return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
        }

        private Mac mac() {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(bytes, ALGORITHM));
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java has " + ALGORITHM, e);
            }
        }
    }

    /** Whether a key was created; opening creates one if there is none. */
    static boolean exists(Path folder, DSLContext sql) {
        return Files.exists(folder.resolve(FILE)) || KeyFingerprints.areThere(sql);
    }

    static ErasureKey open(Path folder, DSLContext sql) {
        Path file = folder.resolve(FILE);
        Set<String> known = KeyFingerprints.known(sql);
        if (known.isEmpty() && !Files.exists(file)) {
            create(file);
        }
        ErasureKey key = new ErasureKey(read(file));
        Set<String> found = Set.copyOf(key.fingerprints());
        if (!found.containsAll(known)) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot use " + file + ": it is not the key the erasures in the control database were made with,"
                            + " so erased people would be re-admitted; restore the right one from its backup");
        }
        key.fingerprints().stream()
                .filter(fingerprint -> !known.contains(fingerprint))
                .forEach(fingerprint -> KeyFingerprints.remember(fingerprint, sql));
        return key;
    }

    /**
     * The key of a folder, while the control database cannot confirm that it is the right one; empty if there is none.
     */
    static Optional<ErasureKey> unasked(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(new ErasureKey(read(file))) : Optional.empty();
    }

    /**
     * Puts a new key before the others, which are kept, because the ids from which new tombstones could be computed are
     * not stored.
     */
    static ErasureKey rotate(Path folder, DSLContext sql) {
        ErasureKey old = open(folder, sql);
        Path file = folder.resolve(FILE);
        try {
            StringBuilder text = new StringBuilder(newSecret());
            old.secrets.forEach(secret -> text.append(secret.written()).append('\n'));
            SecretFile.writeAside(file, text.toString());
            SecretFile.putInPlace(file);
        } catch (IOException e) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot replace " + file + ": " + Reasons.of(e), e);
        }
        return open(folder, sql);
    }

    /**
     * The fingerprint of each key, the current one first; 64 hexadecimal digits. They reveal nothing about the keys.
     */
    List<String> fingerprints() {
        return secrets.stream().map(Secret::fingerprint).toList();
    }

    /** The keys as hexadecimal text, the current one first. */
    List<String> written() {
        return secrets.stream().map(Secret::written).toList();
    }

    /** The keys from {@link #written}. */
    static ErasureKey of(List<String> written) {
        return new ErasureKey(written.stream()
                .map(secret -> new Secret(HexFormat.of().parseHex(secret)))
                .toList());
    }

    /** The HMAC of a text under the current key, 32 bytes. Thread-safe. */
    byte[] hmac(String text) {
        return secrets.get(0).hmac(text);
    }

    /** The HMACs of a text under each key, the current one first. */
    List<byte[]> hmacs(String text) {
        return secrets.stream().map(secret -> secret.hmac(text)).toList();
    }

    /** Whether the HMAC is that of the text under the key with that fingerprint; empty if that key is missing. */
    Optional<Boolean> made(String fingerprint, String text, String hexHmac) {
        return secrets.stream()
                .filter(secret -> secret.fingerprint().equals(fingerprint))
                .findFirst()
                .map(secret -> MessageDigest.isEqual(
                        HexFormat.of().formatHex(secret.hmac(text)).getBytes(StandardCharsets.US_ASCII),
                        hexHmac.getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<Secret> read(Path file) {
        List<Secret> secrets = new ArrayList<>();
        try {
            for (String line : Files.readString(file).strip().split("\\R")) {
                byte[] secret = HexFormat.of().parseHex(line.strip());
                if (secret.length == BYTES) {
                    secrets.add(new Secret(secret));
                } else {
                    throw new IllegalArgumentException("of another length");
                }
            }
            return secrets;
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + file + ": " + Reasons.of(e)
                            + "; without it erased people would be re-admitted, restore it from its backup",
                    e);
        } catch (IllegalArgumentException e) {
            // Reported below, without the text, which is secret.
        }
        throw new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Invalid " + file + ": expected " + 2 * BYTES + " hexadecimal digits; restore it from its backup");
    }

    /** Written aside, then moved into place: half a key left by a killed process would be lost for ever. */
    private static void create(Path file) {
        try {
            SecretFile.writeAside(file, newSecret());
            Files.move(SecretFile.aside(file), file);
            SecretFile.forceFolderOf(file);
        } catch (FileAlreadyExistsException e) {
            // Another process created the key in the same folder; it is read next.
        } catch (IOException e) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot create " + file + ": " + Reasons.of(e), e);
        }
    }

    private static String newSecret() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret) + "\n";
    }
}
