package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.Keyring.Verdict;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Certificates of audits, kept in the control folder, each with its signature beside it. They name nobody. Findings that are read
 * back are in English, in which a certificate records them.
 */
public final class AuditArchive {
    public static final String FOLDER = "audits";
    private static final String SUFFIX = ".json";

    private final Location folder;

    /** @param control the control folder */
    public AuditArchive(Path control) {
        this.folder = Location.of(control.resolve(FOLDER));
    }

    /** A certificate that is kept. */
    public record Kept(String id, AuditCertificate certificate) {}

    /** Keeps a certificate and signs it; returns its id: letters, digits and hyphens. */
    public String keep(AuditCertificate certificate, SigningKey key) {
        String id = certificate.runId() + "-"
                + Instant.parse(certificate.auditedAt()).getEpochSecond();
        Storage storage = Storage.of(folder);
        storage.createFolders(folder);
        storage.replaceAtomically(file(id), ManifestFile.bytes(certificate));
        Keyring.sign(file(id), key);
        return id;
    }

    /** All of them, the latest first. */
    public List<Kept> all() {
        Storage storage = Storage.of(folder);
        List<FileEntry> files = storage.exists(folder) ? storage.list(folder) : List.of();
        return files.stream()
                .map(file -> file.location().name())
                .filter(name -> name.endsWith(SUFFIX))
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .map(id -> new Kept(id, read(id)))
                .sorted(Comparator.comparing((Kept kept) -> kept.certificate().auditedAt())
                        .reversed())
                .toList();
    }

    /** @param id from somebody else; nothing outside of the folder is read */
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

    /** As it was written. */
    public byte[] json(String id) {
        return Keyring.read(file(id));
    }

    public byte[] signature(String id) {
        return Keyring.read(Keyring.signatureOf(file(id)));
    }

    /** Whether it is as it was signed. */
    public Verdict verdict(String id, Keyring keys) {
        return keys.check(file(id));
    }
}
