package io.crumbless.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an erasure changed in a published snapshot. The manifest stays as it was written and so does the chain of manifests;
 * amendments follow on it, each on the one before, and each is sealed with the erasure key.
 *
 * @param erasures ids of the erasures, or of the nights whose requests were applied
 * @param at when, ISO 8601, UTC
 * @param follows SHA-256 of the manifest file for the first amendment, of the amendment before for the others
 * @param files that were written again
 * @param datasets the books of the change: rows before are rows after and rows erased
 * @param key fingerprint of the key of the seal
 * @param seal keyed hash of all the rest
 */
public record Amendment(
        List<String> erasures,
        String at,
        String follows,
        List<Change> files,
        List<Count> datasets,
        String key,
        String seal) {
    /** Where a snapshot keeps them. */
    public static final String FILE = "_evidence/amendments.json";

    public Amendment {
        erasures = List.copyOf(erasures);
        files = List.copyOf(files);
        datasets = List.copyOf(datasets);
    }

    /** One file, before and after. */
    public record Change(String dataset, String file, State before, State after) {}

    /** A file at one time. */
    public record State(long rows, long bytes, String sha256) {
        public static State of(Manifest.Output output) {
            return new State(output.rows(), output.bytes(), output.sha256());
        }
    }

    /** Rows of one dataset. */
    public record Count(String dataset, long before, long erased, long after) {}

    /** What is sealed. */
    public String sealedText() {
        return new String(
                ManifestFile.bytes(new Amendment(erasures, at, follows, files, datasets, key, "")),
                StandardCharsets.UTF_8);
    }

    public Amendment sealedWith(String newSeal) {
        return new Amendment(erasures, at, follows, files, datasets, key, newSeal);
    }

    /** Rows of a dataset that were erased. */
    public long erased(String dataset) {
        return datasets.stream()
                .filter(count -> count.dataset().equals(dataset))
                .mapToLong(Count::erased)
                .sum();
    }
}
