package io.crumbless.answers.statement;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.explain.Explanation.Usage;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.explain.TestingVocabulary;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.job.Controller;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ErasureRequests;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each field of an exported record states what the person declared, and nothing more. */
@Tag("night")
class ConsentRecordsTest {
    private static final Instant SAID = Instant.parse("2026-10-01T10:00:00Z");
    private static final NoticeRef SHOWN = new NoticeRef("preference-centre", "2", "de");
    private static final String EXPLICIT = "eu-gdpr:A9-2-a";
    private static final Controller SHOP = new Controller(
            "Shop Ltd",
            "ask@shop.example",
            Optional.empty(),
            Optional.empty(),
            Optional.of("DE"),
            Optional.of(List.of("Post")),
            Optional.empty(),
            Optional.empty());
    private static final AnswerContext ALONE =
            new AnswerContext(Optional.of(SHOP), List.of(), 0, Optional.empty(), Set.of());

    @TempDir
    private static Path folder;

    private static @Nullable Explanation nobody;

    @BeforeAll
    static void publish() {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "en", "service_messages", "2026-10-01T10:00:00Z"));
        job.run();
        nobody = new SnapshotExplainer().explain(job.file(), new SubjectId("C-9"), Optional.empty());
    }

    private static Explanation of(List<HeldValue> held, List<LogEntry> log, Usage usage) {
        return of(held, log, usage, List.of(), List.of());
    }

    private static Explanation of(
            List<HeldValue> held,
            List<LogEntry> log,
            Usage usage,
            List<RefusedRecord> refused,
            List<ContactMoment> moments) {
        Explanation empty = Objects.requireNonNull(nobody);
        return new Explanation(
                "C-9",
                empty.manifest(),
                Optional.empty(),
                empty.policy(),
                Optional.empty(),
                Optional.of("DE"),
                held,
                log,
                refused,
                List.of(),
                moments,
                usage);
    }

    private static Explanation said(Statement statement, Fate fate) {
        return of(List.of(), List.of(new LogEntry(statement, null, fate)), new Usage(List.of(NIGHT), List.of()));
    }

    private static Statement statement(Action action, @Nullable String basis) {
        return statement(action, basis, SHOWN, "DE", List.of("service_messages"), DeclaredBy.SELF);
    }

    private static Statement statement(
            Action action,
            @Nullable String basis,
            @Nullable NoticeRef notice,
            @Nullable String jurisdiction,
            List<String> purposes,
            DeclaredBy by) {
        return Statement.builder()
                .with(StatementField.SOURCE, "store")
                .with(StatementField.DECLARATION_ID, "d1")
                .with(StatementField.SUBJECT_ID, new SubjectId("C-9"))
                .with(StatementField.ACTION, action)
                .with(StatementField.ATTRIBUTE, "language")
                .with(StatementField.VALUE, action == Action.DECLARE ? "en" : null)
                .with(StatementField.PURPOSES, purposes)
                .withNotice(notice)
                .with(StatementField.CHANNEL, "store")
                .with(StatementField.ELICITATION, "volunteered")
                .with(StatementField.DECLARED_BY, by)
                .with(StatementField.RECORDED_BY, "clerk-17")
                .with(StatementField.CONFIRMED, true)
                .with(StatementField.DECLARED_AT, SAID.toEpochMilli() * 1000)
                .with(StatementField.JURISDICTION, jurisdiction)
                .with(StatementField.LEGAL_BASIS, basis)
                .with(StatementField.EVIDENCE_REF, "form-88")
                .build();
    }

    private static JsonNode export(Explanation explanation, AnswerContext context) {
        JsonNode export = JsonMapper.builder()
                .build()
                .readTree(ManifestFile.bytes(ConsentRecords.of(explanation, context, "en")));
        assertThat(TestingVocabulary.problems(export).stream().filter(problem -> !problem.startsWith("no record")))
                .isEmpty();
        return export;
    }

    private static JsonNode record(Explanation explanation) {
        return one(export(explanation, ALONE), "dpv:ConsentRecord");
    }

    private static JsonNode one(JsonNode export, String type) {
        List<JsonNode> found = export.get("@graph")
                .valueStream()
                .filter(node -> node.get("@type").asString("").equals(type))
                .toList();
        assertThat(found).as(type).hasSize(1);
        return found.get(0);
    }

    private static String id(JsonNode node, String term) {
        return node.get(term).get("@id").asString();
    }

    @ParameterizedTest
    @CsvSource({
        "IN_FORCE, dpv:ConsentGiven",
        "FUTURE, dpv:ConsentGiven",
        "WITHDRAWN, dpv:ConsentWithdrawn",
        "EXPIRED, dpv:ConsentExpired",
        "NOT_ALLOWED, dpv:ConsentInvalidated",
        "MINOR, dpv:ConsentInvalidated",
        "SUPERSEDED, dpv:ConsentStatusInvalidForProcessing"
    })
    void everyFateHasItsState(Fate fate, String state) {
        JsonNode declared = record(said(statement(Action.DECLARE, EXPLICIT), fate));

        assertThat(id(declared, "dpv:hasConsentStatus")).isEqualTo(state);
        assertThat(declared.get("crumbless:fate").asString()).isEqualTo(fate.word());
        assertThat(id(record(said(statement(Action.WITHDRAW, null), fate)), "dpv:hasConsentStatus"))
                .isEqualTo("dpv:ConsentWithdrawn");
    }

    @Test
    void aRecordConformsOnlyWhereAllThatIsDemandedIsKnown() {
        Statement whole = statement(Action.DECLARE, EXPLICIT);
        assertThat(id(record(said(whole, Fate.IN_FORCE)), "dct:conformsTo")).isEqualTo("dpv-27560:record-eu-gdpr");
        Statement elsewhere = statement(Action.DECLARE, "dpv:ExplicitlyExpressedConsent");
        assertThat(id(record(said(elsewhere, Fate.IN_FORCE)), "dct:conformsTo")).isEqualTo("dpv-27560:record");
        List<String> purposes = List.of("service_messages");
        for (Statement lacking : List.of(
                statement(Action.DECLARE, null),
                statement(Action.DECLARE, EXPLICIT, null, "DE", purposes, DeclaredBy.SELF),
                statement(Action.DECLARE, EXPLICIT, SHOWN, null, purposes, DeclaredBy.SELF),
                statement(Action.DECLARE, EXPLICIT, SHOWN, "DE", List.of(), DeclaredBy.SELF))) {
            assertThat(record(said(lacking, Fate.IN_FORCE)).has("dct:conformsTo"))
                    .isFalse();
        }
        assertThat(record(said(
                                statement(Action.DECLARE, EXPLICIT, SHOWN, "DE", List.of(), DeclaredBy.SELF),
                                Fate.IN_FORCE))
                        .propertyNames())
                .as("of nothing, nothing is said")
                .doesNotContain("dpv:hasPurpose", "crumbless:noLongerFor", "crumbless:use");
        Controller nowhere = new Controller(
                "Shop Ltd",
                "ask",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of()),
                Optional.empty(),
                Optional.empty());
        AnswerContext nobodyKnowsWhere =
                new AnswerContext(Optional.of(nowhere), List.of(), 0, Optional.empty(), Set.of());
        assertThat(one(export(said(whole, Fate.IN_FORCE), nobodyKnowsWhere), "dpv:ConsentRecord")
                        .has("dct:conformsTo"))
                .isFalse();
    }

    @Test
    void recordsWhoDeclaredWhereWhenAndUnderWhichNotice() {
        JsonNode record = record(said(statement(Action.DECLARE, EXPLICIT), Fate.IN_FORCE));

        assertThat(id(record, "dpv:isIndicatedBy")).isEqualTo("urn:crumbless:subject");
        assertThat(id(record, "dpv:hasDataSubject")).isEqualTo("urn:crumbless:subject");
        assertThat(record.get("dpv:isIndicatedAtTime").asString()).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(record.get("crumbless:channel").asString()).isEqualTo("store");
        assertThat(record.get("crumbless:action").asString()).isEqualTo("declare");
        assertThat(record.get("dpv:hasIndicationMethod").asString()).isEqualTo("volunteered");
        assertThat(record.get("dct:identifier").asString()).isEqualTo("d1");
        assertThat(record.get("dct:source").asString()).isEqualTo("store");
        assertThat(id(record, "dpv:hasLegalBasis")).isEqualTo(EXPLICIT);
        assertThat(record.get("dpv:hasPersonalData").get("rdf:value").asString())
                .isEqualTo("en");
        assertThat(record.get("dpv:hasPersonalData").get("dct:title").asString())
                .isEqualTo("Language");
        assertThat(record.get("dpv:hasNotice").get("dct:hasVersion").asString()).isEqualTo("2");
        assertThat(record.get("dpv:hasNotice").get("dct:description").asString())
                .startsWith("Sagen Sie uns");
        assertThat(record.get("dpv:hasNotice").get("crumbless:sha256").asString())
                .matches("[0-9a-f]{64}");
        assertThat(record.get("dct:language").asString()).isEqualTo("de");
        assertThat(record.get("dpv:hasJurisdiction").get("dct:title").asString())
                .isEqualTo("Germany");
        assertThat(record.get("dpv:hasDataController").get("dct:title").asString())
                .isEqualTo("Shop Ltd");
        assertThat(record.get("dpv:hasDataController").get("crumbless:contact").asString())
                .isEqualTo("ask@shop.example");
        assertThat(record.get("dpv:hasRecipient").get(0).asString()).isEqualTo("Post");
        assertThat(record.get("dpv:hasStorageCondition").get("dct:valid").asString())
                .isEqualTo("until withdrawn");
        assertThat(record.toString()).doesNotContain("clerk-17", "form-88");
        JsonNode guarded = record(said(
                statement(Action.DECLARE, EXPLICIT, SHOWN, "DE", List.of("service_messages"), DeclaredBy.GUARDIAN),
                Fate.IN_FORCE));
        assertThat(guarded.get("dpv:isIndicatedBy").get("@type").asString()).isEqualTo("dpv:GuardianOfDataSubject");
    }

    @Test
    void whatIsOfASpecialCategoryIsSaidToBe() {
        Lineage told = lineage("store", "d1", null);
        Explanation held = of(
                List.of(
                        new HeldValue("baby_due_date", List.of("2027-03-10"), told, Optional.empty()),
                        new HeldValue("language", List.of("de"), told, Optional.empty())),
                List.of(),
                new Usage(List.of(NIGHT), List.of()));
        List<JsonNode> nodes = export(held, ALONE)
                .get("@graph")
                .valueStream()
                .filter(node -> node.has("dpv:hasPersonalData"))
                .map(node -> node.get("dpv:hasPersonalData"))
                .toList();

        assertThat(nodes.get(0).get("@type"))
                .extracting(JsonNode::asString)
                .containsExactly("pd:Health", "dpv:SpecialCategoryPersonalData");
        assertThat(nodes.get(1).get("@type").isString()).isTrue();
    }

    private static Lineage lineage(String source, @Nullable String id, @Nullable Integer until) {
        return new Lineage(
                Origin.PROVIDED,
                id,
                source,
                null,
                null,
                List.of("service_messages"),
                null,
                null,
                SAID.toEpochMilli() * 1000,
                until,
                "r1",
                List.of());
    }

    /** A value typed in before there were notices is exported as data with its end and its uses, not as a consent. */
    @Test
    void aProvidedValueIsNoConsent() {
        Lineage typedIn = lineage("crm", null, (int) NIGHT.plusDays(30).toEpochDay());
        Use used = new Use(RecipientKind.EXTRACT, "service_messages", "language", "crm", null, List.of(NIGHT));
        JsonNode export = export(
                of(
                        List.of(new HeldValue("language", List.of("de"), typedIn, Optional.empty())),
                        List.of(),
                        new Usage(List.of(NIGHT), List.of(used))),
                ALONE);

        JsonNode provided = one(export, "dpv:ProvidedPersonalData");
        assertThat(provided.get("dct:valid").asString()).isEqualTo("2026-12-22");
        assertThat(provided.get("dct:source").asString()).isEqualTo("crm");
        assertThat(id(provided, "dpv:hasDataSubject")).isEqualTo("urn:crumbless:subject");
        assertThat(provided.get("dpv:isIndicatedAtTime").asString()).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(provided.get("dpv:hasPurpose").get(0).get("dct:identifier").asString())
                .isEqualTo("service_messages");
        assertThat(provided.get("dpv:hasPersonalData").get("rdf:value").asString())
                .isEqualTo("de");
        assertThat(provided.get("crumbless:use")
                        .get(0)
                        .get("crumbless:night")
                        .get(0)
                        .asString())
                .isEqualTo("2026-11-22");
        assertThat(provided.get("crumbless:use")
                        .get(0)
                        .get("crumbless:disclosedTo")
                        .asString())
                .isEqualTo("extract");
        assertThat(export.toString()).doesNotContain("dpv:ConsentRecord", "dpv:ConsentGiven");
    }

    @Test
    void recordsWhenThePersonAskedToBeErased() {
        Explanation erased = of(List.of(), List.of(), new Usage(List.of(NIGHT), List.of()))
                .erased(new ErasureRequests(SAID, SAID.plusSeconds(60), Optional.of(SAID.plusSeconds(90))));
        JsonNode subject = one(export(erased, ALONE), "dpv:DataSubject");

        assertThat(subject.get("dct:identifier").asString()).isEqualTo("C-9");
        assertThat(subject.get("crumbless:erasureFirstRequestedAt").asString()).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(subject.get("crumbless:erasureRequestedAt").asString()).isEqualTo("2026-10-01T10:01:00Z");
        assertThat(subject.get("crumbless:readmittedAt").asString()).isEqualTo("2026-10-01T10:01:30Z");
        assertThat(one(export(erased.erased(ErasureRequests.once(SAID)), ALONE), "dpv:DataSubject")
                        .propertyNames())
                .doesNotContain("crumbless:erasureFirstRequestedAt", "crumbless:readmittedAt");
    }

    @Test
    void recordsWhatIsNoConsentToo() {
        Activation sent = new Activation(
                "sent", SAID.toEpochMilli() * 1000, "Coupon", "service_messages", "email", "language", "d1");
        RefusedRecord refused = new RefusedRecord("store", "store.csv", 7, "no_purpose", "d7", List.of(NIGHT));
        ContactMoment moment =
                new ContactMoment("baby_due_date", "personal_offers", "email", NIGHT, NIGHT.plusDays(9), "store", "d3");
        JsonNode export = export(
                of(List.of(), List.of(), new Usage(List.of(NIGHT), List.of()), List.of(refused), List.of(moment)),
                new AnswerContext(Optional.of(SHOP), List.of(sent), 0, Optional.empty(), Set.of()));

        JsonNode activation = one(export, "crumbless:Activation");
        assertThat(activation.get("dct:description").asString()).isEqualTo("Coupon");
        assertThat(activation.get("dct:date").asString()).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(activation.get("dct:source").asString()).isEqualTo("sent");
        assertThat(activation.get("crumbless:purpose").asString()).isEqualTo("service_messages");
        assertThat(activation.get("crumbless:channel").asString()).isEqualTo("email");
        assertThat(activation.get("crumbless:attribute").asString()).isEqualTo("language");
        assertThat(activation.get("crumbless:declarationId").asString()).isEqualTo("d1");
        JsonNode refusal = one(export, "crumbless:Refusal");
        assertThat(refusal.get("dct:identifier").asString()).isEqualTo("d7");
        assertThat(refusal.get("crumbless:reason").asString()).isEqualTo("no_purpose");
        assertThat(id(refusal, "dpv:hasDataSubject")).isEqualTo("urn:crumbless:subject");
        assertThat(id(one(export, "crumbless:ContactMoment"), "dpv:hasDataSubject"))
                .isEqualTo("urn:crumbless:subject");
    }

    @ParameterizedTest
    @CsvSource({
        "DECLARED, dpv:ProvidedPersonalData",
        "PROVIDED, dpv:ProvidedPersonalData",
        "OBSERVED, dpv:ObservedPersonalData",
        "DERIVED, dpv:DerivedPersonalData",
        "INFERRED, dpv:InferredPersonalData",
        "ACQUIRED, dpv:CollectedPersonalData",
        "UNKNOWN, dpv:PersonalData"
    })
    void aLegacyHoldingHasTheClassOfItsOrigin(Origin origin, String type) {
        LegacyHoldings legacy = new LegacyHoldings(
                "C-1",
                SAID,
                4,
                3,
                2,
                1,
                false,
                9,
                List.of(new Holding("crm", "score", "Score", "0.9", null, null, origin, "r1", 1, null, null)));
        JsonNode export = export(
                of(List.of(), List.of(), new Usage(List.of(NIGHT), List.of())),
                new AnswerContext(Optional.of(SHOP), List.of(), 0, Optional.of(legacy), Set.of()));

        JsonNode holding = one(export, type);
        assertThat(id(holding, "dpv:hasDataSubject")).isEqualTo("urn:crumbless:subject");
        assertThat(holding.get("dct:identifier").asString()).isEqualTo("score");
        assertThat(holding.get("dct:title").asString()).isEqualTo("Score");
        assertThat(holding.get("dct:source").asString()).isEqualTo("crm");
        JsonNode reading = one(export, "crumbless:LegacyReading");
        assertThat(reading.get("dct:date").asString()).isEqualTo("2026-10-01T10:00:00Z");
        assertThat(List.of("files", "devices", "sharedDevices", "untrustedLinks", "unreadRows"))
                .extracting(term -> reading.get("crumbless:" + term).asInt())
                .containsExactly(4, 3, 2, 1, 9);
    }
}
