package io.crumbless.console.overview;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.report.NightReportDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;

/**
 * A night as recorded in its snapshot.
 *
 * @param manifest as it was published, with the books of the night
 * @param report empty for snapshots that are older than night reports
 */
record PublishedNight(Manifest manifest, Optional<NightReport> report, Location place) {
    static PublishedNight read(Warehouse warehouse, String runId) {
        Location place = warehouse.snapshot(runId);
        Optional<NightReport> report = warehouse.storage().exists(place.resolve(Warehouse.REPORT))
                ? Optional.of(ManifestFile.read(place.resolve(Warehouse.REPORT), NightReport.class))
                : Optional.empty();
        return new PublishedNight(ManifestFile.read(place.resolve(Warehouse.MANIFEST)), report, place);
    }

    Policy policy() {
        return ArchivedPolicy.read(place);
    }

    Retirement retirement() {
        return Retirement.of(place).orElse(new Retirement(List.of()));
    }

    /** The night's report page, in a language. */
    Optional<Document> document(Sentences sentences) {
        return report.map(found -> NightReportDocument.of(
                manifest,
                found,
                retirement(),
                policy(),
                sentences,
                Amendments.of(place).amendments().size()));
    }
}
