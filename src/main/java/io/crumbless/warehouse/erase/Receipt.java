package io.crumbless.warehouse.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of an erasure. It contains no ids: people are listed by keyed hash.
 *
 * @param key fingerprint of the key of the hashes and of the seal
 * @param earlierVersions earlier versions of the files, deleted or kept; null if the file system keeps none
 * @param leftovers unfinished work that was deleted because it may have contained the people
 * @param resumed whether it was killed, and completed by a later command
 * @param seal keyed hash of all other fields
 */
public record Receipt(
        String erasureId,
        String startedAt,
        String endedAt,
        String askedBy,
        @Nullable String reason,
        boolean resumed,
        List<Person> people,
        List<Snapshot> snapshots,
        List<String> leftovers,
        Verification verification,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EarlierVersions earlierVersions,
        String key,
        String seal) {
    public Receipt {
        people = List.copyOf(people);
        snapshots = List.copyOf(snapshots);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * Earlier versions that a bucket keeps of replaced or deleted files.
     *
     * @param deleted how many were deleted, including delete markers
     * @param kept why others still exist, for the person who has to delete them; null if none does
     */
    public record EarlierVersions(long deleted, @Nullable String kept) {}

    /** One person in the request. */
    public record Person(String subjectHmac, Outcome outcome) {}

    /** The outcome of a request. */
    public enum Outcome {
        ERASED,
        /** No snapshot contained anything of them; their data is suppressed from now on all the same. */
        FOUND_NOBODY,
        /** After a kill: tombstones were applied to the snapshots, which does not reveal who was in them. */
        APPLIED
    }

    /** What was changed in one snapshot. */
    public record Snapshot(String name, long rows, List<Amendment.Change> files) {}

    /**
     * The search of all files after the erasure.
     *
     * @param subjectIds number of ids that were read, in every file of every snapshot
     * @param found how many of them belong to erased people: 0, or the erasure has failed
     * @param texts number of distinct texts of every other column that were searched for the ids
     * @param elsewhere places in rows of other people where an id occurs; a person has to review those rows
     */
    public record Verification(
            int snapshots, long files, long subjectIds, long found, long texts, List<String> elsewhere) {
        public Verification {
            elsewhere = List.copyOf(elsewhere);
        }
    }

    public long rows() {
        return snapshots.stream().mapToLong(Snapshot::rows).sum();
    }

    public long count(Outcome outcome) {
        return people.stream().filter(person -> person.outcome() == outcome).count();
    }

    Receipt sealedWith(String newSeal) {
        return new Receipt(
                erasureId,
                startedAt,
                endedAt,
                askedBy,
                reason,
                resumed,
                people,
                snapshots,
                leftovers,
                verification,
                earlierVersions,
                key,
                newSeal);
    }

    /** The text that the seal covers. */
    public String sealedText() {
        return new String(ManifestFile.bytes(sealedWith("")), StandardCharsets.UTF_8);
    }
}
