package io.crumbless.answers.proof;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Count;
import io.crumbless.warehouse.evidence.EvidenceAudit;
import io.crumbless.warehouse.evidence.EvidenceAudit.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The results of checks of signatures, control database and anchor. */
final class EvidenceChecks {
    private EvidenceChecks() {}

    /** One check: its code, its law, its display name and the unit that is counted. */
    private enum Kind {
        SIGNED("signed", 8, "snapshot and state of the warehouse are signed", "signatures"),
        PUBLISHED("published", 8, "the snapshots are those that were published", "snapshots"),
        ERASURES_RECORDED(
                "erasures_recorded", 6, "tombstones, receipts and certificates are as they were written", "records"),
        ACCESS_LOG("access_log", 7, "the access log is as it was written", "entries"),
        ANCHORED("anchored", 8, "the history is the one that was anchored", "lines");

        private final String code;
        private final int law;
        private final String title;
        private final String unit;

        Kind(String code, int law, String title, String unit) {
            this.code = code;
            this.law = law;
            this.title = title;
            this.unit = unit;
        }

        Check check(Result result) {
            return new Check(
                    code,
                    law,
                    title,
                    new Count(result.looked(), unit),
                    result.findings(),
                    result.predates() ? Optional.of(NotChecked.NOT_SIGNED) : Optional.empty());
        }

        Check notChecked() {
            return new Check(
                    code, law, title, new Count(0, unit), List.of(), Optional.of(NotChecked.NO_CONTROL_DATABASE));
        }
    }

    static List<Check> of(EvidenceAudit audit, Location snapshot) {
        List<Check> checks = new ArrayList<>(List.of(
                Kind.SIGNED.check(audit.signatures(snapshot)),
                Kind.PUBLISHED.check(audit.manifests()),
                Kind.ERASURES_RECORDED.check(audit.erasures()),
                Kind.ACCESS_LOG.check(audit.accessLog())));
        audit.anchor().map(Kind.ANCHORED::check).ifPresent(checks::add);
        return checks;
    }

    /** The checks, as not carried out because the control database is not available. */
    static List<Check> notChecked() {
        return List.of(
                Kind.SIGNED.notChecked(),
                Kind.PUBLISHED.notChecked(),
                Kind.ERASURES_RECORDED.notChecked(),
                Kind.ACCESS_LOG.notChecked());
    }
}
