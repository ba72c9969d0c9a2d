package io.crumbless.answers.retire;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.delivery.TableFormat;
import io.crumbless.night.intake.DatedPath;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.RetirementLedger;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Destroys the files of legacy sources that nothing needs.
 *
 * <p>First every file is read and hashed, and compared with what the job needs; any problem stops it before anything is
 * changed. Then the control database records the sources as retired, together with the list of files: from that commit
 * on no night expects them. Then the files are deleted one by one, each recorded before its deletion and only if it is
 * still as listed. After a kill {@link #settle} continues. A file that disappeared before it could be deleted is
 * certified as missing. The certificate is written last.
 */
public final class Destroyer {
    /** Name of the folder with certificates, in the control folder. */
    public static final String FOLDER = "retirements";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final JobFile job;
    private final RetirementLedger ledger;
    private final Path certificates;
    private final Clock clock;
    private final Function<Certificate, String> page;
    private final Watcher watcher;
    private final SigningKey key;

    /** Is notified of the progress. */
    public interface Watcher {
        Watcher SILENT = what -> {};

        /**
         * @param what a verb: {@code read the files of dmp} for each source, {@code note what goes}, {@code destroy the
         *     files of dmp} for each, {@code write the certificate}, {@code note the end}
         */
        void at(String what);
    }

    /**
     * @param certificates folder for certificates
     * @param page a certificate as HTML
     * @param key signs certificates
     */
    public Destroyer(
            JobFile job,
            RetirementLedger ledger,
            Path certificates,
            Clock clock,
            Function<Certificate, String> page,
            SigningKey key,
            Watcher watcher) {
        this.key = key;
        this.watcher = watcher;
        this.job = job;
        this.ledger = ledger;
        this.certificates = certificates;
        this.clock = clock;
        this.page = page;
    }

    /**
     * Checks everything that would be destroyed, without changing anything.
     *
     * @param needs of the sources to destroy; none of them is needed
     * @return the certificate as it would be, without id and time
     * @throws Failure caller if a file is needed by something else; environment if one cannot be read or deleted
     */
    public Certificate look(List<Need> needs, String policyVersion, String lastRun, int unusedNights) {
        Set<String> going = needs.stream().map(Need::source).collect(Collectors.toSet());
        ProtectedPlaces places = new ProtectedPlaces(job, going);
        List<Certificate.Source> sources = new ArrayList<>();
        for (Need need : needs) {
            LegacyFiles files = job.legacy().files().stream()
                    .filter(one -> one.name().equals(need.source()))
                    .findFirst()
                    .orElseThrow();
            if (files.database().isPresent()) {
                throw new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot destroy legacy source '" + need.source()
                                + "': it is a table of a database, which nobody deletes from here; delete it there, take the"
                                + " source out of the job file, and run again");
            }
            files.table().filter(TableFormat::isOneTable).ifPresent(table -> refuse(need.source(), table));
            watcher.at("read the files of " + need.source());
            List<Certificate.DestroyedFile> found = new ArrayList<>();
            for (DatedPath.Dated dated : new DatedPath(Location.of(files.path())).upTo(LocalDate.MAX)) {
                found.add(looked(dated.file(), need.source(), places));
            }
            sources.add(new Certificate.Source(need, files.path(), found));
        }
        return new Certificate("", job.name(), "", null, "", null, policyVersion, lastRun, unusedNights, sources);
    }

    /** Its log contains statistics of ids, keeps files of earlier versions, and may refer to files elsewhere. */
    private static void refuse(String source, TableFormat table) {
        throw new Failure(
                ErrorCategory.SETTINGS,
                "Cannot destroy legacy source '" + source + "': it is a table of format " + table.word()
                        + ", of which files alone are not all; delete the table with its log and its earlier versions by"
                        + " what writes it, take the source out of the job file, and run again");
    }

    private static Certificate.DestroyedFile looked(FileEntry file, String source, ProtectedPlaces places) {
        Location place = file.location();
        places.neededBy(place).ifPresent(by -> {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot destroy " + place + " of source '" + source + "': it is needed (" + by
                            + "); nothing was changed. Narrow the path of the source");
        });
        place.localPath().ifPresent(local -> requireDeletable(local, source));
        try {
            return new Certificate.DestroyedFile(place.text(), file.size(), Sha256.ofFile(place));
        } catch (StorageException e) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot destroy source '" + source + "': " + place + " cannot be read; nothing was changed",
                    e);
        }
    }

    private static void requireDeletable(Path file, String source) {
        if (Files.isSymbolicLink(file)) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot destroy " + file + " of source '" + source
                            + "': it is a link, and what it points to would be left; nothing was changed. Put the path of"
                            + " the files themselves into the job file");
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isWritable(folder)) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot destroy " + file + " of source '" + source
                            + "': its folder may not be written; nothing was changed");
        }
    }

    /** Destroys what was checked, and certifies it. */
    public Certificate destroy(Certificate looked, String by, Optional<String> reason) {
        watcher.at("note what goes");
        Instant now = now();
        Certificate plan = looked.begun(newId(now), now.toString(), by, reason.orElse(null));
        ledger.begin(
                plan.retirementId(),
                job.name(),
                plan.sources().stream().map(source -> source.need().source()).toList(),
                now,
                by,
                reason,
                new String(ManifestFile.bytes(plan), StandardCharsets.UTF_8));
        return carryOut(plan);
    }

    /** Completes what a kill left unfinished; returns the certificates. */
    public List<Certificate> settle() {
        List<Certificate> ended = new ArrayList<>();
        for (RetirementLedger.Unfinished unfinished : ledger.unfinished(job.name())) {
            ended.add(carryOut(ManifestFile.parse(unfinished.plan(), Certificate.class)));
        }
        return ended;
    }

    private Certificate carryOut(Certificate plan) {
        Set<Integer> before = ledger.destroyed(plan.retirementId());
        List<Certificate.Source> carriedOut = new ArrayList<>();
        int place = 0;
        for (Certificate.Source source : plan.sources()) {
            watcher.at("destroy the files of " + source.need().source());
            List<Certificate.DestroyedFile> gone = new ArrayList<>();
            List<Certificate.DestroyedFile> missing = new ArrayList<>();
            for (Certificate.DestroyedFile file : source.files()) {
                boolean noted = before.contains(place);
                (destroy(file, plan.retirementId(), place, noted) ? gone : missing).add(file);
                place++;
            }
            carriedOut.add(new Certificate.Source(source.need(), source.path(), gone, missing));
        }
        watcher.at("write the certificate");
        Instant ended = now();
        Certificate certificate = plan.ended(ended.toString(), carriedOut);
        byte[] bytes = ManifestFile.bytes(certificate);
        write(htmlOf(plan.retirementId()), page.apply(certificate).getBytes(StandardCharsets.UTF_8));
        write(fileOf(plan.retirementId()), bytes);
        watcher.at("note the end");
        ledger.end(plan.retirementId(), ended, Sha256.hex(bytes));
        return certificate;
    }

    /**
     * Destroys one file, unless that was done before a kill.
     *
     * @param noted whether its deletion was recorded
     * @return whether it was destroyed; false if somebody else has deleted it
     */
    private boolean destroy(Certificate.DestroyedFile file, String retirementId, int at, boolean noted) {
        Location place = Location.of(file.file());
        Storage storage = Storage.of(place);
        Optional<FileEntry> there = storage.find(place);
        if (there.isEmpty()) {
            return noted;
        }
        if (!Sha256.ofFile(place).equals(file.sha256())) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot go on with retirement " + retirementId + ": " + place
                            + " is not the file that was listed; move it away, and call retire again");
        }
        if (!noted) {
            ledger.destroying(retirementId, at);
        }
        if (storage.deleteFile(place)) {
            return true;
        }
        // Somebody deleted it after the check; the record must not claim otherwise after a kill.
        ledger.notDestroyed(retirementId, at);
        return false;
    }

    private void write(Path file, byte[] content) {
        Location place = Location.of(file);
        Storage.of(place).createFolders(place.parent());
        Storage.of(place).replaceAtomically(place, content);
        Keyring.sign(place, key);
    }

    /** The file of a retirement's certificate. */
    public Path fileOf(String retirementId) {
        return certificates.resolve(retirementId + ".json");
    }

    /** The certificate as a page. */
    public Path htmlOf(String retirementId) {
        return certificates.resolve(retirementId + ".html");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String newId(Instant at) {
        byte[] random = new byte[3];
        new SecureRandom().nextBytes(random);
        return "retire-" + STAMP.format(at) + "-" + HexFormat.of().formatHex(random);
    }
}
