package io.crumbless.answers.explain;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PaperFoot;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.proof.AuditCertificate;
import io.crumbless.answers.proof.AuditCertificateDocument;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportDocument;
import io.crumbless.answers.report.NightReportFigures;
import io.crumbless.answers.report.ProcessingRecord;
import io.crumbless.answers.report.ProcessingRecordDocument;
import io.crumbless.answers.report.ProcessingRecordFigures;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.Entry;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of nights, audits and policies are self-contained, fit on phones, and are reproducible. */
@Tag("browser")
@Tag("crash")
@Tag("night")
class ReportPagesTest {
    private static final String COOKIE = "9f86d081-884c-7d65";

    @TempDir
    private static Path folder;

    private static TestingJob job;
    private static Warehouse warehouse;
    private static String runId = "";

    @BeforeAll
    static void runTwoNights() {
        job = shop(folder.resolve("one"));
        job.run(NIGHT.minusDays(1));
        runId = job.run(NIGHT).runId();
        warehouse = new Warehouse(Location.of(job.warehouse()));
    }

    private static TestingJob shop(Path place) {
        String broken = declares("d9", "C-9", "shoe_size", "44", "service_messages", "2026-11-22T10:00:00Z");
        return new TestingJob(place)
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\n" + COOKIE + ",C-1,login,2026-11-01T08:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\n" + COOKIE + ",warm_audience_7,2026-11-01T08:00:00Z,model\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"))
                .declared(
                        NIGHT,
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                        broken);
    }

    private static Location snapshot() {
        return warehouse.snapshot(runId);
    }

    private static Manifest manifest() {
        return ManifestFile.read(snapshot().resolve(Warehouse.MANIFEST));
    }

    private static NightReport report() {
        return ManifestFile.read(snapshot().resolve(Warehouse.REPORT), NightReport.class);
    }

    private static Document night(String language) {
        return NightReportDocument.of(
                manifest(),
                report(),
                Retirement.of(snapshot()).orElseThrow(),
                ArchivedPolicy.read(snapshot()),
                new Sentences(language));
    }

    private static Document record(String language) {
        return ProcessingRecordDocument.of(
                ProcessingRecord.of(PolicyFolder.read(Path.of("jobs/policy")), job.file()), new Sentences(language));
    }

    private static Document certificate(String language) {
        AuditReport audited = new PublishedAudit(2).audit(job.file(), runId, Legacy.READ, Progress.SILENT);
        AuditCertificate certificate = AuditCertificate.of(
                warehouse, audited, new AuditCertificate.Issued(Instant.EPOCH, "legal", Optional.of("review")));
        return AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences(language));
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new TreeMap<>();
        for (String language : Sentences.LANGUAGES) {
            pages.put("night-" + language, HtmlPage.of(night(language)));
            pages.put("record-" + language, HtmlPage.of(record(language)));
            pages.put("certificate-" + language, HtmlPage.of(certificate(language)));
        }
        return pages;
    }

    private static Path page(TestingJob of, String run) {
        return of.warehouse().resolve("snapshots/" + run + "/" + Warehouse.REPORT_PAGE);
    }

    /** Law 8 holds for the page, too; and it can be made again from the evidence at any time. */
    @Test
    void theSameNightElsewhereIsTheSamePage() throws IOException {
        TestingJob again = shop(folder.resolve("two"));
        again.run(NIGHT.minusDays(1));
        String same = again.run(NIGHT).runId();

        assertThat(same).isEqualTo(runId);
        assertThat(page(again, same)).hasSameTextualContentAs(page(job, runId));
        assertThat(page(job, runId)).hasContent(HtmlPage.of(night("en")));
    }

    @Test
    void showsStepsBooksAndNoticesOfTheNight() {
        String text = PlainText.of(night("en"));

        assertThat(text)
                .contains(
                        "Run report of test: the night of 22 November 2026",
                        "The night before was that of 21 November 2026",
                        "declarations/store-2026-11-22.csv",
                        "store: 2 delivered statements",
                        "dmp: 1 value\n",
                        "Removed: 1 value\n",
                        "The collection method says that a model concluded it.",
                        "attribute_unknown",
                        "The catalogue has no such attribute.",
                        "Refused statements",
                        "50.0 %");
        assertThat(text.lines().filter(line -> line.strip().startsWith("Profiles  ")))
                .singleElement()
                .asString()
                .endsWith("1    2      +1");
    }

    private static Document night(String language, UnaryOperator<Entry> changed) {
        Retirement measured = Retirement.of(snapshot()).orElseThrow();
        return NightReportDocument.of(
                manifest(),
                report(),
                new Retirement(measured.nights().stream().map(changed).toList()),
                ArchivedPolicy.read(snapshot()),
                new Sentences(language));
    }

    private static Entry counting(Entry night, @Nullable List<SegmentCount> segments) {
        return new Entry(
                night.businessDate(),
                night.runId(),
                night.policyVersion(),
                night.profiles(),
                night.subjectsOnProvided(),
                night.attributes(),
                night.sources(),
                night.supplies(),
                segments);
    }

    private static String unwrapped(Document document) {
        return PlainText.of(document).replaceAll("\\s+", " ");
    }

    private static List<SegmentCount> segments(long delivered, long thatMay) {
        return List.of(new SegmentCount("dmp", Distinct.upTo(10_000, delivered), Distinct.upTo(10_000, thatMay)));
    }

    @Test
    void reportsFromHowManySegmentsAValueMayStillCome() {
        Document english = night(
                "en",
                entry -> counting(entry, entry.businessDate().equals(NIGHT) ? segments(400, 8) : segments(500, 20)));

        assertThat(unwrapped(english))
                .contains("those that may still fill a gap: 2.0 % (on the first night that counted them 4.0 %)")
                .contains("dmp 400 8 2.0 %");
        assertThat(HtmlPage.of(english)).contains("<polyline class=\"neutral\"");
    }

    @Test
    void jsonHasSegmentsWhereTheyWereCounted() {
        Retirement measured = Retirement.of(snapshot()).orElseThrow();
        Retirement nights = new Retirement(measured.nights().stream()
                .map(entry -> counting(entry, entry.businessDate().equals(NIGHT) ? segments(400, 8) : null))
                .toList());

        String figures = new String(ManifestFile.bytes(NightReportFigures.of(manifest(), report(), nights, 0)), UTF_8);

        assertThat(figures.replaceAll("\\s", ""))
                .contains("\"segments\":null")
                .contains("\"segments\":{\"delivered\":{\"counted\":400,\"more\":false},"
                        + "\"may_supply\":{\"counted\":8,\"more\":false}}");
    }

    /** The night before may not have counted: a night of an older program, or a rollback. */
    @Test
    void theLineOfSegmentsBeginsWithTheFirstNightThatCountedThem() {
        Document german =
                night("de", entry -> counting(entry, entry.businessDate().equals(NIGHT) ? segments(400, 8) : null));

        assertThat(unwrapped(german))
                .contains("an allen gelieferten: 2,0 % (in der ersten Nacht, die sie zählte,")
                .contains("dmp 400 8 2,0 %");
    }

    @Test
    void segmentsThatWereNotCountedAreSaidNotToBe() {
        Document english =
                night("en", entry -> counting(entry, entry.businessDate().equals(NIGHT) ? null : segments(400, 8)));

        assertThat(PlainText.of(english))
                .contains("Segments were not counted on this night.")
                .doesNotContain("Of all segments delivered");
    }

    @Test
    void segmentsTooManyToBeDistinguishedAreMoreThanWereCounted() {
        Document german = night("de", entry -> counting(entry, segments(10_001, 8)));

        assertThat(PlainText.of(german))
                .containsPattern("dmp +mehr als 10\\.000 +8\n")
                .doesNotContain("an allen gelieferten");
    }

    @Test
    void namesNoPersonNoCookieAndNoSegment() {
        for (String page : pages().values()) {
            assertThat(page).doesNotContain("C-1", "C-2", "C-9", COOKIE, "warm_audience_7");
        }
    }

    @Test
    void thePageOfTheNightIsInTheLanguageOfTheJob() throws IOException {
        Path place = folder.resolve("german");
        TestingJob german = shop(place);
        Path file = german.file().file();
        Files.writeString(file, Files.readString(file) + "report: { language: de }\n");

        String run = german.run(NIGHT.minusDays(1)).runId();

        assertThat(page(german, run)).content().contains("<html lang=\"de\">", "Laufbericht von test: die Nacht des");
    }

    @Test
    void everyPageIsOfItsOwn() throws Exception {
        DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
        for (Map.Entry<String, String> page : pages().entrySet()) {
            byte[] xml = page.getValue().replace("<!DOCTYPE html>", "").getBytes(UTF_8);

            assertThat(parser.newDocumentBuilder()
                            .parse(new ByteArrayInputStream(xml))
                            .getDocumentElement()
                            .getTagName())
                    .as(page.getKey())
                    .isEqualTo("html");
            assertThat(page.getValue())
                    .as(page.getKey())
                    .doesNotContain("<script", "src=", "href=", "url(", "@import", "http:", "https:", "javascript:");
        }
    }

    /** On a phone nothing is cut off, and no horizontal scrolling is needed. */
    @Test
    void everyPageFitsAPhone() throws Exception {
        assertThat(TestingBrowser.find().measure(pages(), 360, folder))
                .hasSize(6)
                .allSatisfy((page, measured) -> assertThat(measured.width()).isLessThanOrEqualTo(360));
    }

    @ParameterizedTest
    @ValueSource(ints = {800, 1024, 1280})
    void noTableLeavesItsCard(int windowWidth) throws Exception {
        assertThat(TestingBrowser.find().measure(pages(), windowWidth, folder))
                .hasSize(6)
                .allSatisfy((page, measured) -> {
                    assertThat(measured.width()).isLessThanOrEqualTo(windowWidth);
                    assertThat(measured.outside()).isZero();
                });
    }

    /** Sheets of paper that were parted are put together again. */
    @Test
    void everySheetOfPaperBearsItsNumberAndWhatItBelongsTo() throws IOException {
        assertThat(HtmlPage.of(record("en")))
                .contains("@bottom-right { content: counter(page) \" / \" counter(pages);")
                .contains("@bottom-left { content: \""
                        + PolicyFolder.read(Path.of("jobs/policy")).version().substring(0, 12) + "\";");
        assertThat(PaperFoot.style("2026-11-22-8c6e3e3e799f\"; } body { display: none"))
                .contains("\"2026-11-22-8c6e3e3e799f?? ? body ? display: none\"");
    }

    @Test
    void theRecordNamesEveryPurposeAndEveryAttribute() {
        for (String language : Sentences.LANGUAGES) {
            String page = HtmlPage.of(record(language)).replace("<wbr/>", "");
            for (Attribute attribute : PolicyFolder.read(Path.of("jobs/policy")).attributes()) {
                assertThat(page).contains("(" + attribute.name().value() + ")", attribute.category());
            }
            for (Purpose purpose : PolicyFolder.read(Path.of("jobs/policy")).purposes()) {
                assertThat(page).contains("(" + purpose.id() + ")", purpose.fideslang());
            }
        }
    }

    @Test
    void theRecordSaysWhatThePolicyDoesNotSay() {
        String text = PlainText.of(ProcessingRecordDocument.of(
                ProcessingRecord.of(PolicyFolder.read(Path.of("jobs/policy"))), new Sentences("en")));

        assertThat(text)
                .contains("Not stated: the policy names nobody", "Not stated: where the warehouse is", "Art. 30(1)(g)");
    }

    @Test
    void theCertificateSaysWhatWasCheckedAndWhatItCannotShow() {
        String text = PlainText.of(certificate("en"));

        assertThat(text)
                .contains(
                        "Certificate of audit: test, the night of 22 November 2026",
                        "The audit passed.",
                        "Account “legal”",
                        "Every lineage leads to a statement in force.",
                        "cookie ids 2, segments and values",
                        "What this does not show",
                        runId);
    }

    /** Findings come first; nothing below may contradict them. */
    @Test
    void theCertificateDoesNotSayThatNothingWasFoundWhereItWas() {
        AuditReport audited = new PublishedAudit(2).audit(job.file(), runId, Legacy.READ, Progress.SILENT);
        List<AuditReport.Check> checks = audited.checks().stream()
                .map(check -> check.code().equals("no_legacy_traces")
                        ? new AuditReport.Check(
                                check.code(),
                                check.law(),
                                check.name(),
                                check.looked(),
                                List.of(Remark.of(Code.LEGACY_COOKIE)),
                                check.notChecked())
                        : check)
                .toList();
        AuditReport found = new AuditReport(audited.runId(), audited.snapshot(), checks, audited.legacy());
        AuditCertificate certificate = AuditCertificate.of(
                warehouse, found, new AuditCertificate.Issued(Instant.EPOCH, "legal", Optional.of("review")));

        assertThat(PlainText.of(AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences("en"))))
                .contains("a cookie id of the legacy sources")
                .doesNotContain("That shows: no cookie id");
        assertThat(PlainText.of(certificate("en"))).contains("That shows: no cookie id");
    }

    /** A German page has no English in it, whatever was found. */
    @Test
    void theCertificateHasFindingsInItsLanguage() {
        AuditReport found = findings(Remark.at(
                Place.of("profiles/part-0.parquet").rowGroup(0).row(3).attribute("language"), Code.NO_PURPOSE));
        AuditCertificate certificate = AuditCertificate.of(warehouse, found, ISSUED);

        assertThat(unwrapped(AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences("de"))))
                .contains("profiles/part-0.parquet, Zeilengruppe 0, Zeile 3, 'language': dient keinem Zweck")
                .doesNotContain("row group 0", "serves no purpose");
        assertThat(unwrapped(AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences("en"))))
                .contains("row group 0, row 3, 'language': it serves no purpose");
    }

    private static final AuditCertificate.Issued ISSUED =
            new AuditCertificate.Issued(Instant.EPOCH, "legal", Optional.of("review"));

    /** An audit of one check that found something, and one that was not made. */
    private static AuditReport findings(Remark... findings) {
        return new AuditReport(
                runId,
                snapshot().text(),
                List.of(
                        new AuditReport.Check(
                                "purpose_binds", 4, "purposes bind", new Count(7, "values"), List.of(findings)),
                        new AuditReport.Check(
                                "no_legacy_traces",
                                1,
                                "nothing of the legacy sources",
                                new Count(0, "ids and values"),
                                List.of(),
                                Optional.of(AuditReport.NotChecked.LEGACY_GONE))),
                Optional.empty());
    }

    @Test
    void theRecordHasAPeriodInWords() {
        ProcessingRecord monthly = new ProcessingRecord(
                PolicyFolder.read(Path.of("jobs/policy")),
                Optional.empty(),
                List.of(),
                Optional.of(new ProcessingRecord.Kept(3, Period.ofMonths(1))));

        assertThat(PlainText.of(ProcessingRecordDocument.of(monthly, new Sentences("en")))
                        .replaceAll("\\s+", " "))
                .contains("in none of them any more after 1 month (Art. 12(3)).");
        assertThat(ProcessingRecordFigures.of(monthly, new Sentences("en")).toString())
                .contains("withdrawals_within=P1M");
    }

    /** A control database that was lost and recreated by the next command contains no erased people. */
    @Test
    void aRecreatedControlDatabaseProvesNothing() {
        JobFile lost = job.file()
                .into(job.file().warehouse(), ControlSettings.in(folder.resolve("lost")), folder.resolve("spill"));
        ControlDatabase.open(lost.control()).close();

        AuditReport audited = new PublishedAudit(2).audit(lost, runId, Legacy.LEFT_OUT, Progress.SILENT);

        assertThat(audited.checks())
                .filteredOn(check -> check.notChecked()
                        .filter(why -> why == AuditReport.NotChecked.NO_CONTROL_DATABASE)
                        .isPresent())
                .extracting(AuditReport.Check::code)
                .containsExactly(
                        "erased_stay_gone",
                        "restricted_not_used",
                        "signed",
                        "published",
                        "erasures_recorded",
                        "access_log");
        assertThat(folder.resolve("lost/erasure.key")).doesNotExist();
    }
}
