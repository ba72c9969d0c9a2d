package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All amendments of one snapshot, oldest first. */
public record Amendments(List<Amendment> amendments) {
    public Amendments {
        amendments = List.copyOf(amendments);
    }

    /**
     * The amendments of a snapshot; none if it is as it was published.
     *
     * @throws io.crumbless.process.Failure if they cannot be read
     */
    public static Amendments of(Location snapshot) {
        Location file = snapshot.resolve(Amendment.FILE);
        return Storage.of(file)
                .readIfThere(file)
                .map(content -> ManifestFile.parse(file, content, Amendments.class))
                .orElseGet(() -> new Amendments(List.of()));
    }

    public Amendments with(Amendment next) {
        List<Amendment> all = new ArrayList<>(amendments);
        all.add(next);
        return new Amendments(all);
    }

    /** The hash on which the next amendment follows. */
    public String last(String manifestSha256) {
        return amendments.isEmpty() ? manifestSha256 : hash(amendments.get(amendments.size() - 1));
    }

    public static String hash(Amendment amendment) {
        return Sha256.hex(ManifestFile.bytes(amendment));
    }

    /** The manifest with all amendments applied. */
    public Manifest appliedTo(Manifest manifest) {
        Manifest current = manifest;
        for (Amendment amendment : amendments) {
            current = amendment.appliedTo(current);
        }
        return current;
    }

    /** The withdrawals of the last recomputation, if there was one. */
    public Optional<Amendment.LaterWithdrawals> withdrawn() {
        return amendments.stream()
                .flatMap(amendment -> Stream.ofNullable(amendment.withdrawn()))
                .reduce((earlier, later) -> later);
    }

    /** Rows of a dataset that were erased since the snapshot was last computed. */
    public long erased(String dataset) {
        long erased = 0;
        for (Amendment amendment : amendments) {
            erased = amendment.withdrawn() == null ? erased + amendment.erased(dataset) : 0;
        }
        return erased;
    }

    /** Identifies the state of a snapshot's files, by what its evidence records about them. */
    public static String state(Location snapshot) {
        Location amendments = snapshot.resolve(Amendment.FILE);
        String text = Sha256.ofFile(snapshot.resolve(Warehouse.MANIFEST))
                + Storage.of(amendments)
                        .readIfThere(amendments)
                        .map(Sha256::hex)
                        .orElse("");
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
