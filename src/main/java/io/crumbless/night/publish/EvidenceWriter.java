package io.crumbless.night.publish;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.Guards;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.Limits;
import io.crumbless.night.job.LossLimits;
import io.crumbless.night.plan.SnapshotPlan;
import io.crumbless.night.run.NightPages;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.EvidenceSums;
import io.crumbless.warehouse.snapshot.LineageEvents;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the evidence of a snapshot: manifest, measure of retirement, books, policy, lineage events, report page, data
 * dictionary, and finally the hashes of all these.
 *
 * <p>The report is derived from the manifest, so the manifest cannot list it; {@link EvidenceSums} lists both.
 */
final class EvidenceWriter {
    private final SnapshotPlan plan;
    private final Gathered gathered;
    private final Staging staging;
    private final Guards guards;
    private final Limits limits;
    private final PageLayout pages;
    private final String language;
    private final NightPages page;

    EvidenceWriter(SnapshotPlan plan, Gathered gathered, Staging staging, NightPages page) {
        this.plan = plan;
        this.gathered = gathered;
        this.staging = staging;
        JobFile job = plan.job();
        this.guards = job.guards();
        this.limits = job.limits();
        this.pages = job.pages();
        this.language = job.report().language();
        this.page = page;
    }

    void write(Manifest manifest, Retirement retirement, Books books) {
        Location snapshot = staging.snapshot();
        Policy policy = plan.terms().policy();
        NightReport report = report(manifest, books);
        write(snapshot.resolve(Warehouse.MANIFEST), ManifestFile.bytes(manifest));
        write(snapshot.resolve(Retirement.FILE), ManifestFile.bytes(retirement));
        write(snapshot.resolve(Warehouse.BALANCE), ManifestFile.bytes(manifest.balance()));
        policy.files()
                .forEach((name, text) ->
                        write(snapshot.resolve(Warehouse.POLICY + "/" + name), text.getBytes(StandardCharsets.UTF_8)));
        write(
                snapshot.resolve(LineageEvents.FILE),
                LineageEvents.of(manifest, Datasets.of(policy, pages).all(), policy));
        write(snapshot.resolve(Warehouse.REPORT), ManifestFile.bytes(report));
        write(snapshot.resolve(Warehouse.REPORT_PAGE), page.of(manifest, report, retirement, policy));
        page.dictionary(policy, language).forEach((file, content) -> write(snapshot.resolve(file), content));
        write(snapshot.resolve(Warehouse.SUMS), EvidenceSums.of(snapshot));
    }

    private static void write(Location file, byte[] content) {
        Storage storage = Storage.of(file);
        storage.createFolders(file.parent());
        storage.replaceAtomically(file, content);
    }

    private NightReport report(Manifest manifest, Books books) {
        Optional<Manifest> base = plan.previous().map(PublishedSnapshot::manifest);
        return new NightReport(
                language,
                plan.restored().map(PublishedSnapshot::runId).orElse(null),
                gathered.rules(),
                readings(manifest, base, books),
                since(manifest, base));
    }

    private List<NightReport.Reading> readings(Manifest manifest, Optional<Manifest> base, Books books) {
        List<NightReport.Reading> readings = new ArrayList<>();
        base.ifPresent(before -> readings.add(NightReport.Reading.of(
                "guards.profiles-may-shrink-by",
                "",
                guards.profilesMayShrinkBy(),
                Math.max(0, before.rows(Layout.PROFILES) - manifest.rows(Layout.PROFILES)),
                before.rows(Layout.PROFILES))));
        readings.add(NightReport.Reading.of(
                "guards.refusals-may-reach",
                "",
                guards.refusalsMayReach(),
                Unadmitted.refused(books),
                books.counted(Unit.STATEMENTS)));
        readings.add(books.lines().stream()
                .map(line -> NightReport.Reading.of(
                        "limits.malformed-may-reach",
                        line.account().source(),
                        limits.malformedMayReach(),
                        Unadmitted.unread(line),
                        line.counted()))
                .max(Comparator.comparingDouble(NightReport.Reading::reached))
                .filter(worst -> worst.reached() > 0)
                .orElse(NightReport.Reading.of("limits.malformed-may-reach", "", limits.malformedMayReach(), 0, 0)));
        addLosses(books, readings);
        return readings;
    }

    /** For each reason by which values were lost, the source with the largest share. */
    private void addLosses(Books books, List<NightReport.Reading> readings) {
        guards.valuesLost().losses(books).stream()
                .filter(LossLimits.Loss::isMeasured)
                .collect(Collectors.toMap(
                        LossLimits.Loss::reason,
                        loss -> NightReport.Reading.of(
                                "guards.values-lost-may-reach."
                                        + loss.reason().word().replace('_', '-'),
                                loss.source(),
                                loss.limit(),
                                loss.lost(),
                                loss.provided()),
                        BinaryOperator.maxBy(Comparator.comparingDouble(NightReport.Reading::reached)),
                        TreeMap::new))
                .values()
                .forEach(readings::add);
    }

    private static NightReport.@Nullable Since since(Manifest manifest, Optional<Manifest> base) {
        return base.map(before -> new NightReport.Since(
                        before.runId(),
                        before.businessDate(),
                        before.policyVersion(),
                        before.program(),
                        datasets(manifest).stream()
                                .map(dataset ->
                                        new NightReport.Change(dataset, before.rows(dataset), manifest.rows(dataset)))
                                .toList()))
                .orElse(null);
    }

    private static List<String> datasets(Manifest manifest) {
        return new ArrayList<>(new LinkedHashSet<>(
                manifest.outputs().stream().map(Manifest.Output::dataset).toList()));
    }
}
