package io.crumbless.answers.retire;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was destroyed, and why nothing needed it. Holds the names of files, never their content.
 *
 * @param startedAt ISO 8601, UTC
 * @param endedAt null as long as files are left
 * @param by the account that ran the command
 * @param reason as that account stated it; may be null
 * @param policyVersion content hash of the policy under which nothing needs the sources
 * @param lastRun the night whose counts were looked at
 * @param unusedNights after how many nights without a kept value a source counted as unused
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
     * @param path as the job file gives it
     * @param files that go, or went
     * @param missing files that were listed to go, and that somebody else had taken away when it was their turn
     */
    public record Source(Need need, String path, List<DestroyedFile> files, List<DestroyedFile> missing) {
        public Source {
            files = List.copyOf(files);
            // A plan of an earlier version knows none.
            missing = List.copyOf(Objects.requireNonNullElse(missing, List.of()));
        }

        /** Nothing is missing yet. */
        Source(Need need, String path, List<DestroyedFile> files) {
            this(need, path, files, List.of());
        }
    }

    /** One file, as it was. */
    public record DestroyedFile(String file, long bytes, String sha256) {}

    public long files() {
        return sources.stream().mapToLong(source -> source.files().size()).sum();
    }

    /** How many were listed to go, and were not there any more. */
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

    /** @param carriedOut the sources, with what went and what was missing */
    Certificate ended(String at, List<Source> carriedOut) {
        return new Certificate(
                retirementId, job, startedAt, at, by, reason, policyVersion, lastRun, unusedNights, carriedOut);
    }
}
