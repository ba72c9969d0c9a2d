package io.crumbless.answers.retire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Certifies what was destroyed, and why nothing needed it. Contains names of files, never their content.
 *
 * @param startedAt ISO 8601, UTC
 * @param endedAt null as long as files remain
 * @param by the account that ran the command
 * @param reason as given by that account; may be null
 * @param policyVersion content hash of the policy under which nothing needs the sources
 * @param lastRun the night whose counts were evaluated
 * @param unusedNights number of nights without a kept value after which a source counts as unused
 */
public record Certificate(
        String retirementId,
        String job,
        String startedAt,
        @Nullable String endedAt,
        String by,
        @Nullable String reason,
        String policyVersion,
        String lastRun,
        int unusedNights,
        List<Source> sources) {
    public Certificate {
        sources = List.copyOf(sources);
    }

    /**
     * One source.
     *
     * @param need why nothing needs it
     * @param path as in the job file
     * @param files files to be destroyed, or destroyed
     * @param missing number of listed files that somebody else had deleted
     */
    public record Source(Need need, String path, List<DestroyedFile> files, List<DestroyedFile> missing) {
        public Source {
            files = List.copyOf(files);
            // Absent in plans of earlier versions.
            missing = List.copyOf(Objects.requireNonNullElse(missing, List.of()));
        }

        /** Nothing is missing yet. */
        Source(Need need, String path, List<DestroyedFile> files) {
            this(need, path, files, List.of());
        }
    }

    /** One file, as it was before. */
    public record DestroyedFile(String file, long bytes, String sha256) {}

    public long files() {
        return sources.stream().mapToLong(source -> source.files().size()).sum();
    }

    /** Number of listed files that no longer existed. */
    public long missing() {
        return sources.stream().mapToLong(source -> source.missing().size()).sum();
    }

    public long bytes() {
        return sources.stream()
                .flatMap(source -> source.files().stream())
                .mapToLong(DestroyedFile::bytes)
                .sum();
    }

    Certificate begun(String id, String at, String account, @Nullable String why) {
        return new Certificate(id, job, at, null, account, why, policyVersion, lastRun, unusedNights, sources);
    }

    /** @param carriedOut the sources, with destroyed and missing files */
    Certificate ended(String at, List<Source> carriedOut) {
        return new Certificate(
                retirementId, job, startedAt, at, by, reason, policyVersion, lastRun, unusedNights, carriedOut);
    }
}
