package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.ledger.Tombstones;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The people on lists of legacy opt-outs on the previous night, in a file of the control folder, and who of them is
 * missing tonight: a list may have lost people without being shorter. Contains keyed hashes and no ids, like
 * tombstones. Replaced by each published night.
 */
public final class OptedOutBefore {
    private static final String NOT_COMPARED = "Opt-outs cannot be compared with those of ";

    private final Path file;
    private final OptedOut tonight;

    /**
     * Reads tonight's lists.
     *
     * @throws io.crumbless.process.Failure for the supplier if one cannot be read
     */
    public OptedOutBefore(JobFile job, LocalDate businessDate, Intake intake, Tombstones hashing) {
        this.file = job.control().folder().resolve("opted-out-" + job.name() + ".hashes");
        this.tonight = OptedOut.of(intake, businessDate, hashing);
    }

    /**
     * A notice for each list of the previous night of which somebody is missing.
     *
     * @param tombstones of erased people, who need not be on a list any more
     */
    public List<String> notices(Collection<String> tombstones) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return notices(read(), tombstones);
        } catch (FileSystemException e) {
            return List.of(NOT_COMPARED + "the night before: cannot read " + file + ": " + IoReason.of(e));
        } catch (IOException | DateTimeException e) {
            return List.of(NOT_COMPARED + "the night before: " + file + " is damaged; it is written again");
        }
    }

    private List<String> notices(OptedOut before, Collection<String> tombstones) {
        if (!before.keyFingerprint().equals(tonight.keyFingerprint())) {
            return List.of(NOT_COMPARED + before.businessDate() + ": the erasure key was replaced since");
        }
        long[] erased = OptedOut.starts(tombstones);
        return before.bySource().entrySet().stream()
                .map(source -> notice(before.businessDate(), source.getKey(), source.getValue(), erased))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> notice(LocalDate businessDate, String source, long[] named, long[] erased) {
        long gone = Arrays.stream(named)
                .filter(hash -> !tonight.names(hash) && Arrays.binarySearch(erased, hash) < 0)
                .count();
        return gone == 0
                ? Optional.empty()
                : Optional.of(gone + " of " + Quantity.of(named.length, "id") + " that opt-outs '" + source
                        + "' named for " + businessDate + (gone == 1 ? " is" : " are")
                        + " in no list of tonight, and so no longer opted out of legacy values. Deliver everybody who has"
                        + " opted out, every night");
    }

    private OptedOut read() throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return OptedOut.read(in, Files.size(file));
        }
    }

    /** Stores tonight's lists for the next night; returns notices of failures. */
    public List<String> keep() {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            if (tonight.isEmpty()) {
                Files.deleteIfExists(file);
                return List.of();
            }
            FileModes.PRIVATE.createFolders(file.resolveSibling(""));
            Files.deleteIfExists(aside);
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(
                    FileModes.PRIVATE.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))))) {
                tonight.write(out);
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return List.of();
        } catch (IOException e) {
            return List.of("Cannot write " + file + ": " + IoReason.of(e)
                    + "; the next night cannot state who is missing in its lists of opt-outs");
        }
    }
}
