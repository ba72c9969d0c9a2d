package io.crumbless.answers.explain;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.proof.AuditCertificate;
import io.crumbless.answers.proof.AuditCertificateDocument;
import io.crumbless.answers.report.ProcessingRecord;
import io.crumbless.answers.report.ProcessingRecordDocument;
import io.crumbless.answers.report.ProcessingRecordFigures;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.Controller;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Check;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Count;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records and certificates state the facts, for people and for programs, and list missing information. */
@Tag("night")
class RecordsAndCertificatesTest {
    private static final Instant AUDITED = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    private static Path folder;

    private static Policy policy = PolicyFolder.read(Path.of("jobs/policy"));
    private static Warehouse warehouse = new Warehouse(Location.of(Path.of("/nowhere")));
    private static String first = "";
    private static String second = "";

    @BeforeAll
    static void publishTwoNights() {
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "en", "service_messages", "2026-10-01T10:00:00Z"));
        first = job.run(NIGHT.minusDays(1)).runId();
        second = job.run(NIGHT).runId();
        warehouse = new Warehouse(Location.of(job.warehouse()));
    }

    private static AuditCertificate certificate(Optional<LegacyLook> look, Optional<String> reason, Check... checks) {
        AuditReport report = new AuditReport(second, warehouse.snapshot(second).text(), List.of(checks), look);
        return AuditCertificate.of(warehouse, report, new AuditCertificate.Issued(AUDITED, "legal", reason));
    }

    private static Check check(String code, int law, List<Remark> findings, Optional<NotChecked> why) {
        return new Check(code, law, code, new Count(7, "values"), findings, why);
    }

    private static final Check FINE = check("purpose_binds", 4, List.of(), Optional.empty());
    private static final Check BROKEN = check(
            "not_outlived",
            6,
            List.of(Remark.at(Place.of("profiles/a.parquet"), Code.LAST_DAY_PASSED)),
            Optional.empty());
    private static final Check UNSEEN = check("access_log", 7, List.of(), Optional.of(NotChecked.NO_CONTROL_DATABASE));
    private static final LegacyLook LOOK = new LegacyLook(11, 12, 13, 1_014, 1_015, 16, 17);

    private static String told(Document document) {
        return PlainText.of(document).replaceAll("\\s+", " ");
    }

    private static String told(AuditCertificate certificate, String language) {
        return told(AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences(language)));
    }

    private static JsonNode json(Object object) {
        return JsonMapper.builder().build().readTree(new String(ManifestFile.bytes(object), UTF_8));
    }

    @Test
    void aCertificateNamesTheSnapshotItsChainAndItsFiles() {
        AuditCertificate certificate = certificate(Optional.empty(), Optional.of("review"), FINE);
        Location snapshot = warehouse.snapshot(second);
        Manifest manifest = ManifestFile.read(snapshot.resolve(Warehouse.MANIFEST));
        JsonNode object = json(certificate);

        assertThat(object.get("form").asString()).isEqualTo("crumbless-audit-certificate/1");
        assertThat(object.get("runId").asString()).isEqualTo(second);
        assertThat(object.get("job").asString()).isEqualTo("test");
        assertThat(object.get("businessDate").asString()).isEqualTo("2026-11-22");
        assertThat(object.get("asOf").asString()).isEqualTo(manifest.asOf());
        assertThat(object.get("policyVersion").asString()).isEqualTo(policy.version());
        assertThat(object.get("madeBy").asString()).isEqualTo(manifest.program());
        assertThat(object.get("auditedAt").asString()).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(object.get("auditedBy").asString()).isEqualTo("legal");
        assertThat(object.get("auditedWith").asString()).startsWith("crumbless");
        assertThat(object.get("reason").asString()).isEqualTo("review");
        assertThat(object.get("amendments").asInt()).isZero();
        assertThat(object.get("legacy").isNull()).isTrue();
        assertThat(certificate.chain())
                .containsExactly(
                        new AuditCertificate.Link(second, hash(second, Warehouse.MANIFEST)),
                        new AuditCertificate.Link(first, hash(first, Warehouse.MANIFEST)));
        assertThat(certificate.evidenceSumsSha256()).isEqualTo(hash(second, Warehouse.SUMS));
        assertThat(certificate.files()).isNotEmpty().allSatisfy(file -> assertThat(
                        Sha256.ofFile(snapshot.resolve(file.file())))
                .isEqualTo(file.sha256()));
        assertThat(told(certificate, "en"))
                .contains(second, "2026", policy.version(), "Account “legal”", "review")
                .contains(second + " " + hash(second, Warehouse.MANIFEST).substring(0, 12))
                .contains(first + " " + hash(first, Warehouse.MANIFEST).substring(0, 12))
                .contains("evidence: " + hash(second, Warehouse.SUMS))
                .contains(certificate.files().get(0).sha256().substring(0, 12))
                .contains("As of 22 November 2026 at 23:00 (Z).")
                .contains("on 23 November 2026 at 08:00 (Z)")
                .doesNotContain("have rewritten files of this snapshot");
        // On paper and on a screen there is room for all of a hash.
        assertThat(HtmlPage.of(AuditCertificateDocument.of(certificate, ZoneOffset.UTC, new Sentences("en"))))
                .contains(hash(second, Warehouse.MANIFEST), hash(first, Warehouse.MANIFEST))
                .contains(certificate.files().get(0).sha256());
    }

    private static String hash(String run, String file) {
        return Sha256.ofFile(warehouse.snapshot(run).resolve(file));
    }

    @Test
    void aCertificateSaysOfEachCheckHowItEnded() {
        AuditCertificate certificate = certificate(Optional.empty(), Optional.empty(), FINE, BROKEN, UNSEEN);
        JsonNode object = json(certificate);

        assertThat(object.get("outcome").asString()).isEqualTo("failed");
        assertThat(object.get("reason").isNull()).isTrue();
        assertThat(object.get("checks"))
                .extracting(line -> line.get("check").asString() + " "
                        + line.get("law").asInt() + " " + line.get("lookedAt").asInt() + " "
                        + line.get("unit").asString() + " "
                        + line.get("outcome").asString() + " "
                        + line.get("why").asString())
                .containsExactly(
                        "purpose_binds 4 7 values passed ",
                        "not_outlived 6 7 values failed ",
                        "access_log 7 7 values not_checked no_control_database");
        assertThat(object.get("checks").get(1).get("findings").get(0).asString())
                .isEqualTo("profiles/a.parquet: its last day has passed");
        assertThat(told(certificate, "en"))
                .contains("The audit failed.", "No value outlives its end. (law 6) profiles/a.parquet: its last day")
                .containsPattern("Values serve only what they were declared for\\. +4 +7 values +passed")
                .containsPattern("No value outlives its end\\. +6 +7 values +failed")
                .contains("not checked: the control database is not there")
                .doesNotContain("The audit passed.", "For what");
        assertThat(told(certificate(Optional.empty(), Optional.empty(), FINE, UNSEEN), "en"))
                .contains("The audit passed.")
                .doesNotContain("What was found", "failed");
    }

    @Test
    void aCertificateSaysWhatWasReadOfTheOldWorldAndWhatThatCannotShow() {
        Check traces = check("no_legacy_traces", 1, List.of(), Optional.empty());

        assertThat(told(certificate(Optional.of(LOOK), Optional.empty(), traces), "en"))
                .contains("were read: 11 files.", "13 of 12 are still there")
                .contains("cookie ids 1,014, segments and values 1,015.")
                .contains("(see the checks): 17. Ids and values too short to tell anything: 16.")
                .contains("That shows: no cookie id");
        assertThat(told(certificate(Optional.empty(), Optional.empty(), traces), "en"))
                .contains("The legacy sources were not read")
                .doesNotContain("That shows", "were read:");
        assertThat(json(certificate(Optional.of(LOOK), Optional.empty(), traces))
                        .get("legacy")
                        .get("cookies")
                        .asInt())
                .isEqualTo(1_014);
    }

    private static ProcessingRecord record(Controller controller) {
        return new ProcessingRecord(
                policy,
                Optional.of(controller),
                List.of("letters"),
                Optional.of(new ProcessingRecord.Kept(3, Period.ofDays(30))));
    }

    private static Controller stating(List<String> recipients, List<Controller.Transfer> transfers) {
        return new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of("DE"),
                Optional.of(recipients),
                Optional.of(transfers),
                Optional.empty());
    }

    @Test
    void theRecordNamesWhoReceivesWhatAndWhere() {
        ProcessingRecord record =
                record(stating(List.of("Letterhouse Ltd"), List.of(new Controller.Transfer("US", "clauses"))));
        String text = told(ProcessingRecordDocument.of(record, new Sentences("en")));

        assertThat(text)
                .contains("customer profiles of Shop Ltd", "Contact ask@shop.example")
                .contains("From policy " + policy.version().substring(0, 12) + " and its job file")
                .contains("Users of the extract “Offers made for you” (personal_offers)")
                .contains("Senders who write when people asked to be written to, for: Offers made for you")
                .contains("Senders whose log “letters” records what they did.")
                .contains("Letterhouse Ltd, as the job file names it.")
                .contains("The warehouse is in Germany (DE).")
                .contains("Third country, as the job file names it: United States (US) (safeguard: clauses).")
                .contains("At most 3 snapshots are kept. What was withdrawn is in none of them any more after 30 days")
                .doesNotContain(
                        "Not stated: rec", "Not stated: whether", "Not stated: where", "goes to no third country");
        JsonNode figures = json(ProcessingRecordFigures.of(record, new Sentences("en")));
        assertThat(figures.get("controller").get("name").asString()).isEqualTo("Shop Ltd");
        assertThat(figures.get("controller").get("contact").asString()).isEqualTo("ask@shop.example");
        assertThat(figures.get("stored_in").asString()).isEqualTo("DE");
        assertThat(figures.get("transfers").get(0).get("to").asString()).isEqualTo("US");
        assertThat(figures.get("transfers").get(0).get("safeguard").asString()).isEqualTo("clauses");
        assertThat(figures.get("recipients").get("others").get(0).asString()).isEqualTo("Letterhouse Ltd");
        assertThat(figures.get("recipients").get("activation_logs").get(0).asString())
                .isEqualTo("letters");
        assertThat(figures.get("recipients").get("contact_moments"))
                .extracting(JsonNode::asString)
                .contains("personal_offers");
        assertThat(figures.get("recipients").get("extracts")).hasSameSizeAs(policy.purposes());
        assertThat(figures.get("snapshots_kept").asInt()).isEqualTo(3);
        assertThat(figures.get("policy_version").asString()).isEqualTo(policy.version());
    }

    /** An empty list is a statement of the controller; a missing one is not. */
    @Test
    void theRecordDistinguishesNoneFromNotStated() {
        String none = told(ProcessingRecordDocument.of(record(stating(List.of(), List.of())), new Sentences("en")));
        ProcessingRecord alone = ProcessingRecord.of(policy);
        String unsaid = told(ProcessingRecordDocument.of(alone, new Sentences("en")));

        assertThat(none)
                .contains("Recipients outside of the company: none, as the job file states.")
                .contains("Data goes to no third country, as the job file states (Art. 44 to 49).")
                .doesNotContain("Not stated: rec", "Not stated: whether");
        assertThat(unsaid)
                .contains("Not stated: recipients outside of the company.")
                .contains("Not stated: whether data goes to a third country")
                .contains("Not stated: the policy names nobody", "a controller who is not named")
                .doesNotContain("none, as the job file", "goes to no third", "Copies:", "and its job file");
        JsonNode figures = json(ProcessingRecordFigures.of(alone, new Sentences("en")));
        assertThat(figures.get("controller").isNull()).isTrue();
        assertThat(figures.get("transfers").isNull()).isTrue();
        assertThat(figures.get("stored_in").isNull()).isTrue();
        assertThat(figures.get("recipients").get("others").isNull()).isTrue();
        assertThat(figures.get("snapshots_kept").isNull()).isTrue();
        assertThat(json(ProcessingRecordFigures.of(record(stating(List.of(), List.of())), new Sentences("en")))
                        .get("transfers"))
                .isEmpty();
    }

    @Test
    void theRecordListsEveryAttributeWithItsEndAndItsKind() {
        String text = told(ProcessingRecordDocument.of(ProcessingRecord.of(policy), new Sentences("en")));
        JsonNode figures = json(ProcessingRecordFigures.of(ProcessingRecord.of(policy), new Sentences("en")));

        assertThat(text)
                .containsPattern(
                        "Baby's due date \\(baby_due_date\\) pd:Health \\(special category, Art\\. 9\\(1\\)\\) declared"
                                + " by the person Offers made for you")
                .contains("Kept until 8 weeks after the date of “Baby's due date”.")
                .contains("Until it is withdrawn or replaced.")
                .contains("What the program itself provides:", "Minimisation:", "Confidentiality of traces:")
                .contains("Not provided by the program, and to be added: encryption of disks")
                .contains("Typed-in values end on")
                .contains("preference-centre, version 2 (")
                .doesNotContain("preference-centre, version 1 (")
                .contains(
                        "Nobody to whom values are sold, or with whom they are shared for advertising",
                        "Germany (DE) 16 explicit consent (GDPR Art. 9(2)(a)) opt-in GDPR Art. 8(1); GDPR Art. 4(11); GDPR"
                                + " Art. 7; GDPR Art. 9(1) and 9(2)(a); GDPR Art. 6(1)(a), 7(3) and 21(5); Directive"
                                + " 2002/58/EC Art. 5(3) Denmark");
        assertThat(figures.get("personal_data")).hasSameSizeAs(policy.attributes());
        JsonNode dueDate = figures.get("personal_data")
                .valueStream()
                .filter(node -> node.get("attribute").asString().equals("baby_due_date"))
                .findFirst()
                .orElseThrow();
        assertThat(dueDate.get("sensitivity").asString()).isEqualTo("special");
        assertThat(dueDate.get("category").asString()).isEqualTo("pd:Health");
        assertThat(dueDate.get("origins").get(0).asString()).isEqualTo("declared");
        assertThat(dueDate.get("keep_until").asString()).startsWith("baby_due_date + P");
        assertThat(dueDate.get("purposes")).extracting(JsonNode::asString).contains("personal_offers");
        assertThat(figures.get("personal_data").valueStream().filter(node -> !node.get("provided_until")
                        .isNull()))
                .isNotEmpty();
        assertThat(figures.get("personal_data").valueStream().filter(node -> !node.get("keep")
                        .isNull()))
                .isNotEmpty();
        assertThat(figures.get("purposes")).hasSameSizeAs(policy.purposes());
        assertThat(figures.get("purposes").get(0).get("dpv").asString()).contains("PersonalisedAdvertising");
        assertThat(figures.get("purposes")
                        .get(0)
                        .get("notices")
                        .get(0)
                        .get("id")
                        .asString())
                .isEqualTo("preference-centre");
        assertThat(figures.get("purposes")
                        .get(0)
                        .get("notices")
                        .get(0)
                        .get("valid_to")
                        .asString())
                .isEqualTo("2026-09-01");
        assertThat(figures.get("jurisdictions")).hasSameSizeAs(policy.jurisdictions());
        JsonNode germany = figures.get("jurisdictions")
                .valueStream()
                .filter(node -> node.get("code").asString().equals("DE"))
                .findFirst()
                .orElseThrow();
        assertThat(germany.get("age_of_digital_consent").asInt()).isEqualTo(16);
        assertThat(germany.get("special_category_bases").get(0).asString()).isEqualTo("eu-gdpr:A9-2-a");
        assertThat(germany.get("articles")).extracting(JsonNode::asString).contains("GDPR Art. 8");
        assertThat(figures.get("measures")).hasSize(14).allSatisfy(measure -> assertThat(measure.asString())
                .contains("Art. "));
        assertThat(figures.get("data_subjects")).hasSize(3);
    }
}
