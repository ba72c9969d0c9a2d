package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.Remark;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param runId the run id in the manifest
 * @param checks one per {@link Rule}, in that order
 */
public record Audited(String runId, List<Check> checks) {
    /**
     * The result for one rule.
     *
     * @param looked how much was checked, in the unit of the rule
     * @param findings violations: file, row group and row, and what is wrong; never a person's value or id
     */
    public record Check(Rule rule, long looked, List<Remark> findings) {
        public Check {
            findings = List.copyOf(findings);
        }
    }

    public Audited {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return checks.stream().allMatch(check -> check.findings().isEmpty());
    }

    /** All findings in English, each with its law. */
    public List<String> findings() {
        return checks.stream()
                .flatMap(check -> check.findings().stream()
                        .map(finding -> finding + " (law " + check.rule().law() + ": "
                                + check.rule().title() + ")"))
                .toList();
    }
}
