package io.crumbless.run;

import java.util.List;

/** What an audit of one snapshot found. */
public record AuditReport(String runId, String snapshot, List<Check> checks) {
    /**
     * One thing that was checked.
     *
     * @param name for people: {@code every value has a lineage}
     * @param looked how much was looked at
     * @param findings what was wrong, with file and position but no person's value; empty if all is well
     */
    public record Check(String name, Count looked, List<String> findings) {
        public Check {
            findings = List.copyOf(findings);
        }

        public boolean passed() {
            return findings.isEmpty();
        }
    }

    public AuditReport {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }
}
