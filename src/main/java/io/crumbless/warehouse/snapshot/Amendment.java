package io.crumbless.warehouse.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure, or later withdrawals, changed in a published snapshot. The manifest and the chain of manifests stay
 * as they were written; amendments follow on it, each on the previous one, and each is sealed with the erasure key.
 *
 * @param erasures ids of the erasures, or of the nights whose requests were applied
 * @param at when, ISO 8601, UTC
 * @param follows SHA-256 of the manifest file for the first amendment, of the previous amendment for the others
 * @param files files that were rewritten
 * @param datasets the books of an erasure: rows before are rows after and rows erased
 * @param withdrawn the withdrawals with which the snapshot was recomputed; null for an erasure
 * @param key fingerprint of the key of the seal
 * @param seal keyed hash of everything else
 */
public record Amendment(
        List<String> erasures,
        String at,
        String follows,
        List<Change> files,
        List<Count> datasets,

        @JsonProperty(FILE_KEY) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        LaterWithdrawals withdrawn,

        String key,
        String seal) {
    /** The key in sealed files, which cannot be changed. */
    private static final String FILE_KEY = "takenBack";

    /** Its path in a snapshot. */
    public static final String FILE = "_evidence/amendments.json";

    public Amendment {
        erasures = List.copyOf(erasures);
        files = List.copyOf(files);
        datasets = List.copyOf(datasets);
    }

    /**
     * One file, before and after.
     *
     * @param before null if it did not exist
     * @param after null if it no longer exists
     */
    public record Change(
            String dataset,
            String file,
            @Nullable State before,
            @Nullable State after) {
        /** How many rows were removed. */
        public long rowsLess() {
            return (before == null ? 0 : before.rows()) - (after == null ? 0 : after.rows());
        }
    }

    /** The state of a file. */
    public record State(long rows, long bytes, String sha256) {
        public static State of(Manifest.Output output) {
            return new State(output.rows(), output.bytes(), output.sha256());
        }

        private Manifest.Output as(String dataset, String file) {
            return new Manifest.Output(dataset, file, rows, bytes, sha256);
        }
    }

    /** Row counts of one dataset. */
    public record Count(String dataset, long before, long erased, long after) {}

    /**
     * The withdrawals after the night of a snapshot, and the result of recomputing it with them.
     *
     * @param runId the snapshot that was current then, whose evidence log contained them
     * @param businessDate of that snapshot
     * @param withdrawalsUntil its cut-off: withdrawals before it are applied
     * @param measure of the recomputed profiles
     * @param balance the books of the recomputation, which closed
     */
    public record LaterWithdrawals(
            String runId,
            LocalDate businessDate,
            Instant withdrawalsUntil,
            Retirement.Entry measure,
            List<Manifest.Account> balance) {
        public LaterWithdrawals {
            balance = List.copyOf(balance);
        }
    }

    /** The text that is sealed. */
    public String sealedText() {
        return new String(ManifestFile.bytes(sealedWith("")), StandardCharsets.UTF_8);
    }

    public Amendment sealedWith(String newSeal) {
        return new Amendment(erasures, at, follows, files, datasets, withdrawn, key, newSeal);
    }

    /** Rows of a dataset that were erased. */
    public long erased(String dataset) {
        return datasets.stream()
                .filter(count -> count.dataset().equals(dataset))
                .mapToLong(Count::erased)
                .sum();
    }

    /** The manifest after this amendment: with the new rows, sizes and hashes of rewritten files. */
    Manifest appliedTo(Manifest manifest) {
        Map<String, Change> changes = new HashMap<>();
        files.forEach(change -> changes.put(change.file(), change));
        List<Manifest.Output> outputs = new ArrayList<>();
        for (Manifest.Output output : manifest.outputs()) {
            Change change = changes.get(output.file());
            if (change == null) {
                outputs.add(output);
            } else if (change.after() != null) {
                outputs.add(change.after().as(output.dataset(), output.file()));
            }
        }
        for (Change change : files) {
            if (change.before() == null && change.after() != null) {
                outputs.add(change.after().as(change.dataset(), change.file()));
            }
        }
        return manifest.withOutputs(outputs);
    }
}
