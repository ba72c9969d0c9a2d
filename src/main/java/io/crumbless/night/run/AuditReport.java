package io.crumbless.night.run;

import io.crumbless.warehouse.remark.Remark;
import java.util.List;
import java.util.Optional;

/**
 * The result of an audit of one snapshot.
 *
 * @param legacy the search for values of the legacy sources; empty if they were not read
 */
public record AuditReport(String runId, String snapshot, List<Check> checks, Optional<LegacyLook> legacy) {
    /**
     * The result of one check.
     * @param code for programs: {@code lineage_complete}
     * @param law its number in docs/concepts/laws.md
     * @param name display name: {@code every value has a lineage}
     * @param looked number of items that were checked
     * @param findings violations, with file and position but no person's value; empty if there are none
     * @param notChecked why it was not checked; empty if it was
     */
    public record Check(
            String code, int law, String name, Count looked, List<Remark> findings, Optional<NotChecked> notChecked) {
        public Check {
            findings = List.copyOf(findings);
        }

        public Check(String code, int law, String name, Count looked, List<Remark> findings) {
            this(code, law, name, looked, findings, Optional.empty());
        }

        public boolean passed() {
            return findings.isEmpty();
        }
    }

    /** Why something could not be checked; this is reported, but is not a finding. */
    public enum NotChecked {
        /** The control database does not exist, does not know all changes of the snapshots, or is in use by a run. */
        NO_CONTROL_DATABASE,
        /** It is older than signatures, and unsigned. */
        NOT_SIGNED,
        /** The job has no legacy sources. */
        NO_LEGACY,
        /** The legacy deliveries no longer exist. */
        LEGACY_GONE,
        /** They exist and cannot be read. */
        LEGACY_UNREADABLE,
        /** Excluded by the caller. */
        LEFT_OUT
    }

    /** Whether the legacy sources are read. */
    public enum Legacy {
        READ,
        LEFT_OUT
    }

    /**
     * The search of a snapshot for values of the legacy sources.
     *
     * @param files number of files that were read, of all days
     * @param deliveries number of legacy deliveries of the snapshot
     * @param stillThere how many of these still exist
     * @param cookies number of cookie ids that were compared, including repeats
     * @param texts number of segments and values that were compared, including repeats
     * @param tooShort how many of both are too short to prove anything
     * @param alsoDeclared number of distinct legacy texts that people also declared, which a comparison cannot
     *     distinguish
     */
    public record LegacyLook(
            long files, long deliveries, long stillThere, long cookies, long texts, long tooShort, long alsoDeclared) {}

    public AuditReport {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }
}
