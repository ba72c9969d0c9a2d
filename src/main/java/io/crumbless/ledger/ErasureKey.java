package io.crumbless.ledger;

import static io.crumbless.ledger.schema.Tables.ERASURE_KEY;

import io.crumbless.profile.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.DSLContext;

/**
 * The secret that turns subject ids into tombstones: 32 bytes as hexadecimal text in {@code erasure.key}, readable by its
 * owner only. It is made once; without it, or with another, the erased would be let in again, so that is refused.
 */
final class ErasureKey {
    static final String FILE = "erasure.key";

    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String CHECKED_TEXT = "crumbless erasure key";

    private final SecretKeySpec secret;

    private ErasureKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    static ErasureKey open(Path folder, DSLContext sql) {
        Path file = folder.resolve(FILE);
        Set<String> known =
                Set.copyOf(sql.select(ERASURE_KEY.FINGERPRINT).from(ERASURE_KEY).fetch(ERASURE_KEY.FINGERPRINT));
        if (known.isEmpty() && !Files.exists(file)) {
            create(file);
        }
        ErasureKey key = new ErasureKey(read(file));
        String fingerprint = HexFormat.of().formatHex(key.hmac(CHECKED_TEXT));
        if (known.isEmpty()) {
            sql.insertInto(ERASURE_KEY)
                    .set(ERASURE_KEY.FINGERPRINT, fingerprint)
                    .set(ERASURE_KEY.CREATED_AT, Instant.now().truncatedTo(ChronoUnit.MICROS))
                    .onConflictDoNothing()
                    .execute();
        } else if (!known.contains(fingerprint)) {
            throw new Failure(
                    Failure.Actor.ENVIRONMENT,
                    "Cannot use " + file + ": it is not the key the erasures in the control database were made with,"
                            + " so erased people would be let in again; restore the right one from its backup");
        }
        return key;
    }

    /** 32 bytes; the same text makes the same. Safe for threads. */
    byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            byte[] secret = HexFormat.of().parseHex(Files.readString(file).strip());
            if (secret.length == BYTES) {
                return secret;
            }
        } catch (IOException e) {
            throw new Failure(
                    Failure.Actor.ENVIRONMENT,
                    "Cannot read " + file + ": " + Reasons.of(e)
                            + "; without it erased people would be let in again, restore it from its backup",
                    e);
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it is a secret.
        }
        throw new Failure(
                Failure.Actor.ENVIRONMENT,
                "Invalid " + file + ": expected " + 2 * BYTES + " hexadecimal digits; restore it from its backup");
    }

    /** Aside, then moved into place whole: half a key left by a process that was killed would be no key for ever. */
    private static void create(Path file) {
        Path aside = file.resolveSibling(FILE + ".new");
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        ByteBuffer text = StandardCharsets.US_ASCII.encode(HexFormat.of().formatHex(secret) + "\n");
        try {
            Files.deleteIfExists(aside);
            try (FileChannel out = FileChannel.open(
                    aside, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.move(aside, file);
        } catch (FileAlreadyExistsException e) {
            // Another process on the same folder was quicker; its key is read next.
        } catch (IOException e) {
            throw new Failure(Failure.Actor.ENVIRONMENT, "Cannot create " + file + ": " + Reasons.of(e), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
