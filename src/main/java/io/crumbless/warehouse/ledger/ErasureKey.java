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
 * The secrets that turn subject ids into tombstones: {@code erasure.key}, 32 bytes a line as hexadecimal text, readable by
 * its owner only. The first line is the key in use; those below it were replaced and still recognise the people erased
 * under them. Without one of them, the erased would be re-admitted, so that is refused.
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

        /** Finding the algorithm and giving it the key takes longer than the hash of an id: each thread does it once. */
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

    /** Whether one was made; to open makes one where there is none. */
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

    /** That of a folder, for while the control database cannot be asked whether it is the right one; empty where there is none. */
    static Optional<ErasureKey> unasked(Path folder) {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? Optional.of(new ErasureKey(read(file))) : Optional.empty();
    }

    /** Puts a new key before the others, which stay: nobody has kept the ids from which new tombstones could be made. */
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

    /** That of the key in use first; 64 hexadecimal digits each. They reveal nothing of the keys. */
    List<String> fingerprints() {
        return secrets.stream().map(Secret::fingerprint).toList();
    }

    /** The keys themselves as hexadecimal text, that in use first. */
    List<String> written() {
        return secrets.stream().map(Secret::written).toList();
    }

    /** Keys that {@link #written} gave. */
    static ErasureKey of(List<String> written) {
        return new ErasureKey(written.stream()
                .map(secret -> new Secret(HexFormat.of().parseHex(secret)))
                .toList());
    }

    /** 32 bytes under the key in use; the same text makes the same. Safe for threads. */
    byte[] hmac(String text) {
        return secrets.get(0).hmac(text);
    }

    /** One for each key, that in use first. */
    List<byte[]> hmacs(String text) {
        return secrets.stream().map(secret -> secret.hmac(text)).toList();
    }

    /** Whether the hash is that of the text under the key with that fingerprint; empty where that key is missing. */
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
            // Said below, without the text: it is a secret.
        }
        throw new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Invalid " + file + ": expected " + 2 * BYTES + " hexadecimal digits; restore it from its backup");
    }

    /** Aside, then moved into place whole: half a key left by a process that was killed would be no key for ever. */
    private static void create(Path file) {
        try {
            SecretFile.writeAside(file, newSecret());
            Files.move(SecretFile.aside(file), file);
            SecretFile.forceFolderOf(file);
        } catch (FileAlreadyExistsException e) {
            // Another process on the same folder was quicker; its key is read next.
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
