package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Program;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Certifies that a snapshot was checked: by whom, when, by which version of the program, what was checked, the
 * findings, and the files by their hashes. Its JSON form is this record.
 *
 * @param form version of the format
 * @param outcome {@code passed} or {@code failed}
 * @param reason why the audit was run; null if no reason was given
 * @param withdrawalsUntil if later withdrawals were applied to the snapshot, the time up to which they were applied;
 *     otherwise null
 * @param chain the snapshot's manifest first, then the earlier ones as far back as they are kept
 * @param legacy the search for values of the legacy sources; null if they were not read
 * @param files current files with their hashes, amendments applied
 */
public record AuditCertificate(
        String form,
        String outcome,
        String runId,
        String job,
        String businessDate,
        String asOf,
        @Nullable String withdrawalsUntil,
        String policyVersion,
        String madeBy,
        String auditedAt,
        String auditedBy,
        String auditedWith,
        @Nullable String reason,
        List<Link> chain,
        String evidenceSumsSha256,
        int amendments,
        List<Line> checks,
        @Nullable LegacyLook legacy,
        List<Manifest.Output> files) {
    /** Version of the format. */
    public static final String FORM = "crumbless-audit-certificate/1";

    public AuditCertificate {
        chain = List.copyOf(chain);
        checks = List.copyOf(checks);
        files = List.copyOf(files);
    }

    /** Who requested it, when and why. */
    public record Issued(Instant at, String by, Optional<String> reason) {}

    /** A manifest of the chain. */
    public record Link(String runId, String manifestSha256) {}

    /**
     * One check.
     *
     * @param outcome {@code passed}, {@code failed} or {@code not_checked}
     * @param why why it was not checked; empty if it was
     */
    public record Line(
            String check,
            int law,
            String title,
            long lookedAt,
            String unit,
            String outcome,
            String why,
            List<Remark> findings) {
        static Line of(Check check) {
            String outcome = check.notChecked().isPresent() ? "not_checked" : check.passed() ? "passed" : "failed";
            return new Line(
                    check.code(),
                    check.law(),
                    check.name(),
                    check.looked().number(),
                    check.looked().of(),
                    outcome,
                    check.notChecked()
                            .map(why -> why.name().toLowerCase(Locale.ROOT))
                            .orElse(""),
                    check.findings());
        }
    }

    /**
     * The certificate of an audit that was just run.
     *
     * @throws io.crumbless.process.Failure if the manifest cannot be read, as the audit itself will have found
     */
    public static AuditCertificate of(Warehouse warehouse, AuditReport report, Issued issued) {
        Location snapshot = warehouse.snapshot(report.runId());
        Manifest manifest = ManifestFile.read(snapshot.resolve(Warehouse.MANIFEST));
        Amendments amendments = Amendments.of(snapshot);
        return new AuditCertificate(
                FORM,
                report.passed() ? "passed" : "failed",
                manifest.runId(),
                manifest.job(),
                manifest.businessDate().toString(),
                manifest.asOf(),
                amendments
                        .withdrawn()
                        .map(since -> since.withdrawalsUntil().toString())
                        .orElse(null),
                manifest.policyVersion(),
                manifest.program(),
                issued.at().toString(),
                issued.by(),
                Program.nameAndVersion(),
                issued.reason().orElse(null),
                chain(warehouse, manifest),
                sums(snapshot),
                amendments.amendments().size(),
                report.checks().stream().map(Line::of).toList(),
                report.legacy().orElse(null),
                amendments.appliedTo(manifest).outputs());
    }

    private static String sums(Location snapshot) {
        Location file = snapshot.resolve(Warehouse.SUMS);
        return Storage.of(file).exists(file) ? Sha256.ofFile(file) : "";
    }

    private static List<Link> chain(Warehouse warehouse, Manifest manifest) {
        List<Link> links = new ArrayList<>();
        Optional<String> next = Optional.of(manifest.runId());
        while (next.isPresent()
                && warehouse.isComplete(next.get())
                && links.size() < warehouse.snapshots().size()) {
            links.add(new Link(next.get(), warehouse.manifestHash(next.get())));
            next = ManifestFile.read(warehouse.snapshot(next.get()).resolve(Warehouse.MANIFEST))
                    .before()
                    .map(Manifest.Previous::runId);
        }
        return links;
    }
}
