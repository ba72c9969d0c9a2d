package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Stores certificates of audits in the control folder, each with its signature. They contain no ids of people. Findings
 * that are read back are in English, as recorded in the certificate.
 */
public final class AuditArchive {
    public static final String FOLDER = "audits";
    private static final String SUFFIX = ".json";

    private final Location folder;

    /** @param control the control folder */
    public AuditArchive(Path control) {
        this.folder = Location.of(control.resolve(FOLDER));
    }

    /** A stored certificate. */
    public record Kept(String id, AuditCertificate certificate) {}

    /**
     * The content of the folder.
     *
     * @param kept the latest first
     * @param unreadable names of files that are damaged or cannot be read
     */
    public record Listing(List<Kept> kept, List<String> unreadable) {}

    /**
     * Stores a certificate and signs it; returns its id: letters, digits and hyphens. Existing ones are never
     * overwritten.
     */
    public String keep(AuditCertificate certificate, SigningKey key) {
        Storage storage = Storage.of(folder);
        storage.createFolders(folder);
        String first = certificate.runId() + "-"
                + Instant.parse(certificate.auditedAt()).toEpochMilli();
        String id = first;
        for (int next = 2; storage.exists(file(id)); next++) {
            id = first + "-" + next;
        }
        storage.replaceAtomically(file(id), ManifestFile.bytes(certificate));
        Keyring.sign(file(id), key);
        return id;
    }

    /** All certificates; an unreadable one does not hide the others. */
    public Listing all() {
        Storage storage = Storage.of(folder);
        List<FileEntry> files = storage.exists(folder) ? storage.list(folder) : List.of();
        List<Kept> kept = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        files.stream()
                .map(file -> file.location().name())
                .filter(name -> name.endsWith(SUFFIX))
                .forEach(name -> readable(name.substring(0, name.length() - SUFFIX.length()))
                        .ifPresentOrElse(kept::add, () -> unreadable.add(name)));
        kept.sort(Comparator.comparing((Kept one) -> one.certificate().auditedAt())
                .reversed());
        return new Listing(kept, unreadable);
    }

    private Optional<Kept> readable(String id) {
        try {
            return Optional.of(new Kept(id, read(id)));
        } catch (Stopped e) {
            throw e;
        } catch (Failure e) {
            return Optional.empty();
        }
    }

    /** @param id untrusted input; nothing outside the folder is read */
    public Optional<Kept> find(String id) {
        return id.matches("[A-Za-z0-9-]+") && Storage.of(folder).exists(file(id))
                ? Optional.of(new Kept(id, read(id)))
                : Optional.empty();
    }

    private AuditCertificate read(String id) {
        return ManifestFile.read(file(id), AuditCertificate.class);
    }

    private Location file(String id) {
        return folder.resolve(id + SUFFIX);
    }

    /** The original bytes. */
    public byte[] json(String id) {
        return Keyring.read(file(id));
    }

    public byte[] signature(String id) {
        return Keyring.read(Keyring.signatureOf(file(id)));
    }

    /** Whether the signature of a certificate is valid. */
    public Verdict verdict(String id, Keyring keys) {
        return keys.check(file(id));
    }
}
