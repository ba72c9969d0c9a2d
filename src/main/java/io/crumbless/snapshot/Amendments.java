package io.crumbless.snapshot;

import io.crumbless.storage.Location;
import io.crumbless.storage.Sha256;
import io.crumbless.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All amendments of one snapshot, oldest first. */
public record Amendments(List<Amendment> amendments) {
    public Amendments {
        amendments = List.copyOf(amendments);
    }

    /**
     * Those of the snapshot in a folder; none for one that is as it was published.
     *
     * @throws io.crumbless.profile.Failure if they cannot be read
     */
    public static Amendments of(Location snapshot) {
        Location file = snapshot.resolve(Amendment.FILE);
        return Storage.of(file).exists(file) ? ManifestFile.read(file, Amendments.class) : new Amendments(List.of());
    }

    public Amendments with(Amendment next) {
        List<Amendment> all = new ArrayList<>(amendments);
        all.add(next);
        return new Amendments(all);
    }

    /** What the next amendment follows on. */
    public String last(String manifestSha256) {
        return amendments.isEmpty() ? manifestSha256 : hash(amendments.get(amendments.size() - 1));
    }

    public static String hash(Amendment amendment) {
        return Sha256.hex(ManifestFile.bytes(amendment));
    }

    /** The manifest as the files are now: rows, sizes and hashes of those written again are the new ones. */
    public Manifest appliedTo(Manifest manifest) {
        Manifest current = manifest;
        for (Amendment amendment : amendments) {
            List<Manifest.Output> outputs = new ArrayList<>();
            for (Manifest.Output output : current.outputs()) {
                outputs.add(amendment.files().stream()
                        .filter(change -> change.file().equals(output.file()))
                        .findFirst()
                        .map(change -> new Manifest.Output(
                                output.dataset(),
                                output.file(),
                                change.after().rows(),
                                change.after().bytes(),
                                change.after().sha256()))
                        .orElse(output));
            }
            current = current.withOutputs(outputs);
        }
        return current;
    }

    /** Rows of a dataset that were erased since it was published. */
    public long erased(String dataset) {
        return amendments.stream().mapToLong(one -> one.erased(dataset)).sum();
    }

    /** Tells one state of a snapshot's files from every other, by what its evidence says of them. */
    public static String state(Location snapshot) {
        Location amendments = snapshot.resolve(Amendment.FILE);
        String text = Sha256.ofFile(snapshot.resolve(Warehouse.MANIFEST))
                + (Storage.of(amendments).exists(amendments) ? Sha256.ofFile(amendments) : "");
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
