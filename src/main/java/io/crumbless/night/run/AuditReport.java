package io.crumbless.night.run;

import io.crumbless.warehouse.remark.Remark;
import java.util.List;
import java.util.Optional;

/**
 * What an audit of one snapshot found.
 *
 * @param legacy what the legacy sources were looked through for; empty where they were not
 */
public record AuditReport(String runId, String snapshot, List<Check> checks, Optional<LegacyLook> legacy) {
    /**
     * The result of one check.
     * @param code for programs: {@code lineage_complete}
     * @param law its number in docs/concepts/laws.md
     * @param name for people: {@code every value has a lineage}
     * @param looked how many items were checked
     * @param findings what was wrong, with file and position but no person's value; empty if all is well
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

    /** Why something could not be checked; this is reported, and is not a finding. */
    public enum NotChecked {
        /** The control database is not there, or does not know all that was done to the snapshots, or a run holds it. */
        NO_CONTROL_DATABASE,
        /** It is from before there were signatures, and bears none. */
        NOT_SIGNED,
        /** The job names no legacy sources. */
        NO_LEGACY,
        /** Nothing is left of them. */
        LEGACY_GONE,
        /** They are there and cannot be read. */
        LEGACY_UNREADABLE,
        /** Whoever asked left them out. */
        LEFT_OUT
    }

    /** Whether the legacy sources are read, too. */
    public enum Legacy {
        READ,
        LEFT_OUT
    }

    /**
     * The join with the legacy sources.
     *
     * @param files that were read, of all days
     * @param deliveries legacy deliveries the snapshot was made of
     * @param stillThere how many of these are still there
     * @param cookies cookie ids that were compared, repeats among them
     * @param texts segments and values that were compared, repeats among them
     * @param tooShort of both, those too short to show anything
     * @param alsoDeclared different legacy texts that people declared too, which no comparison can distinguish
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
