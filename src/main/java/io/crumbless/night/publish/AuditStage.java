package io.crumbless.night.publish;

import io.crumbless.night.run.AuditFailed;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.audit.Audit;
import io.crumbless.warehouse.audit.Audited;
import io.crumbless.warehouse.audit.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Audits the staged snapshot before it becomes visible: a snapshot that violates a law is not published. It does not
 * search for erased people, whom the kernel has just excluded; {@code crumbless audit} does.
 */
final class AuditStage implements Stage {
    private static final String PART = "audit";
    private static final String VALUES = "values";
    private static final String CHECKS = "checks passed";
    private static final int FINDINGS_TOLD = 3;

    private final Gathered gathered;
    private final Staging staging;
    private final int threads;

    AuditStage(Gathered gathered, Staging staging, int threads) {
        this.gathered = gathered;
        this.staging = staging;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "audit";
    }

    /** A single part, which uses several threads itself and ends soon. */
    @Override
    public List<String> parts() {
        return List.of(PART);
    }

    @Override
    public void run(String part) {
        Audited audited =
                new Audit(threads, (done, total) -> {}).of(staging.warehouse(), staging.snapshot(), Optional.empty());
        if (!audited.passed()) {
            // The staged files cannot be reused: the next attempt starts again.
            gathered.discard();
            throw failure(audited);
        }
        long values = audited.checks().stream()
                .filter(check -> check.rule() == Rule.LINEAGE_COMPLETE)
                .mapToLong(Audited.Check::looked)
                .sum();
        long checks = audited.checks().size();
        gathered.note(PART, new TreeMap<>(Map.of(VALUES, values, CHECKS, checks)));
    }

    /** Bytes that changed on disk are a fault of the platform; anything else is a defect of the program. */
    private Failure failure(Audited audited) {
        boolean bytesChanged = audited.checks().stream()
                .anyMatch(check -> check.rule() == Rule.BYTES_AS_WRITTEN
                        && !check.findings().isEmpty());
        List<String> findings = audited.findings();
        String first = String.join("; ", findings.subList(0, Math.min(FINDINGS_TOLD, findings.size())));
        return new AuditFailed(
                bytesChanged ? Failure.ErrorCategory.ENVIRONMENT : Failure.ErrorCategory.INTERNAL,
                "Cannot publish run " + staging.runId() + ": the audit has " + findings.size() + " findings, "
                        + (findings.size() > FINDINGS_TOLD ? "the first are: " : "") + first
                        + "; nothing was published. "
                        + (bytesChanged
                                ? "Check the disk or who else writes there, then run again"
                                : "This is a defect: please report it"),
                audited.checks().stream()
                        .filter(check -> !check.findings().isEmpty())
                        .map(Audited.Check::rule)
                        .toList());
    }

    @Override
    public List<Count> counts() {
        SortedMap<String, Long> counts = gathered.noted(PART);
        return List.of(
                new Count(counts.getOrDefault(VALUES, 0L), VALUES, "value"),
                new Count(counts.getOrDefault(CHECKS, 0L), CHECKS, "check passed"));
    }
}
