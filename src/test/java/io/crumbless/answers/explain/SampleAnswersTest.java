package io.crumbless.answers.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.answers.statement.ConsentRecords;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.intake.ActivationLog;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers about the people of sample-data/README.md for lawyers and customers. {@code golden/facts} contains the
 * facts of every answer: the keys of its sentences and their arguments. Only the few answers in {@code golden/answers}
 * are compared word for word, in both languages, so that a changed word affects few files. {@code
 * -Dtest.jvm.args=-Dgolden.write=true} writes them again, to be read before they are committed.
 */
@Tag("browser")
@Tag("crash")
@Tag("night")
class SampleAnswersTest {
    private static final Path PROSE = Path.of("src/test/resources/golden/answers");
    private static final Path FACTS = Path.of("src/test/resources/golden/facts");

    /** Answers whose words are asserted; five that between them have most of the sentences of all. */
    private static final Set<String> WORD_FOR_WORD = Set.of(
            "C-1042-explain", "C-1010-statement", "C-1008-explain", "C-1003-explain-legacy", "C-1001-statement-legacy");

    private static final Pattern GAP = Pattern.compile("\\{\\d+}");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 22);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    private static Path folder;

    private static JobFile job = JobFile.read(Path.of("jobs/nightly-profiles.yaml"));
    private static @Nullable ErasedSubjects erased;
    private static final SnapshotExplainer EXPLAINER = new SnapshotExplainer();

    @BeforeAll
    static void runsTheNights() {
        job = job.into(
                Location.of(folder.resolve("warehouse")),
                ControlSettings.in(folder.resolve("control")),
                folder.resolve("spill"));
        NightlyRun night = new LocalNight(Clock.systemUTC(), 2, new NightReportPage());
        night.run(job, FIRST, RunOptions.DEFAULTS, Progress.SILENT);
        night.run(job, SECOND, RunOptions.DEFAULTS, Progress.SILENT);
        try (ControlDatabase control = ControlDatabase.open(job.control())) {
            erased = control.tombstones().all();
        }
    }

    /** One answer: about whom, of which kind, and as of when. */
    record Asked(String subject, String kind, Optional<LocalDate> on, String language) {
        String name() {
            return subject + "-" + kind + on.map(date -> "-" + date).orElse("");
        }

        String file() {
            return name() + "." + language + ".txt";
        }

        @Override
        public String toString() {
            return file();
        }
    }

    static Stream<Asked> asked() {
        List<String> explained = List.of(
                "C-1001", "C-1003", "C-1005", "C-1006", "C-1007", "C-1008", "C-1009", "C-1010", "C-1011", "C-1012",
                "C-1015", "C-1017", "C-1018", "C-1019", "C-1020", "C-1025", "C-1042");
        List<String> told = List.of("C-1001", "C-1007", "C-1008", "C-1009", "C-1010", "C-1011", "C-1015", "C-1042");
        List<String> earlier = List.of("C-1006", "C-1007", "C-1008", "C-1010");
        List<String> legacy = List.of("C-1001", "C-1002", "C-1003", "C-1026", "C-1028");
        return Stream.of("en", "de").flatMap(language -> Stream.of(
                        of(explained, "explain", Optional.empty(), language),
                        of(told, "statement", Optional.empty(), language),
                        of(earlier, "explain", Optional.of(FIRST), language),
                        of(legacy, "explain-legacy", Optional.empty(), language),
                        of(List.of("C-1001"), "statement-legacy", Optional.empty(), language))
                .flatMap(each -> each));
    }

    private static Stream<Asked> of(List<String> subjects, String kind, Optional<LocalDate> on, String language) {
        return subjects.stream().map(subject -> new Asked(subject, kind, on, language));
    }

    static Stream<Asked> askedOnce() {
        return asked().filter(asked -> asked.language().equals("en"));
    }

    static Stream<Asked> askedForWords() {
        return asked().filter(asked -> WORD_FOR_WORD.contains(asked.name()));
    }

    @ParameterizedTest
    @MethodSource("askedForWords")
    void saysWhatItShallSay(Asked asked) throws IOException {
        assertGolden(PROSE.resolve(asked.file()), document(asked, new Sentences(asked.language())));
    }

    @ParameterizedTest
    @MethodSource("askedOnce")
    void hasTheGoldenFacts(Asked asked) throws IOException {
        assertGolden(FACTS.resolve(asked.name() + ".txt"), document(asked, facts()));
    }

    private static void assertGolden(Path golden, Document document) throws IOException {
        String text = withoutHashes(PlainText.of(document));
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, text);
        }
        assertThat(golden).exists();
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    /** For each sentence its key and its gaps, {@code key({0}, {1})}; only dates and quotation marks are as in English. */
    private static Sentences facts() {
        Properties english = Sentences.read("en");
        Properties facts = new Properties();
        english.stringPropertyNames()
                .forEach(key ->
                        facts.setProperty(key, isOfTheLanguage(key) ? english.getProperty(key) : fact(key, english)));
        return new Sentences("en", facts);
    }

    private static boolean isOfTheLanguage(String key) {
        return key.startsWith("date") || key.startsWith("quote.");
    }

    private static String fact(String key, Properties sentences) {
        List<String> gaps = GAP.matcher(sentences.getProperty(key))
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
        return gaps.isEmpty() ? key : key + "(" + String.join(", ", gaps) + ")";
    }

    @Test
    void noGoldenTextIsLeftOver() throws IOException {
        try (Stream<Path> prose = Files.list(PROSE);
                Stream<Path> facts = Files.list(FACTS)) {
            assertThat(prose.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            askedForWords().map(Asked::file).toList());
            assertThat(facts.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            askedOnce().map(asked -> asked.name() + ".txt").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("asked")
    void isAPageOfItsOwn(Asked asked) throws Exception {
        String html = HtmlPage.of(document(asked));

        DocumentBuilderFactory parser = DocumentBuilderFactory.newInstance();
        parser.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        assertThat(parser.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(
                                html.replace("<!DOCTYPE html>", "").getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("html");
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"" + asked.language() + "\">")
                .doesNotContain("<script", "src=", "href=", "url(", "@import", "http:", "https:", "javascript:");
        assertThat(words(html)).contains(words(escaped(document(asked).title())));
    }

    /** The same, without markup. */
    private static String words(String html) {
        return html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Every term is one of the vocabulary it names, and records that say they conform hold what the standard demands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C-1001", "C-1007", "C-1008", "C-1009", "C-1010", "C-1011", "C-1015", "C-1019", "C-1020", "C-1022",
                "C-1042"
            })
    void theExportConformsToTheVocabulary(String subject) {
        Asked asked = new Asked(subject, "statement", Optional.empty(), "en");
        byte[] written = ManifestFile.bytes(ConsentRecords.of(explanation(asked), context(asked), "en"));
        JsonNode export = JsonMapper.builder().build().readTree(written);

        assertThat(TestingVocabulary.problems(export)).isEmpty();
    }

    @Test
    void theExportHasStatementsNoticesAndUses() {
        Asked asked = new Asked("C-1007", "statement", Optional.empty(), "de");
        JsonNode export = JsonMapper.builder()
                .build()
                .readTree(ManifestFile.bytes(ConsentRecords.of(explanation(asked), context(asked), "de")));
        JsonNode given = node(export, "pc-1007-a");
        JsonNode withdrawn = node(export, "pc-1007-b");

        assertThat(given.get("dpv:hasPersonalData").get("rdf:value"))
                .extracting(JsonNode::asString)
                .containsExactly("1-2y", "3-5y");
        assertThat(given.get("dpv:hasPersonalData").get("crumbless:choice"))
                .extracting(JsonNode::asString)
                .containsExactly("1 bis 2 Jahre", "3 bis 5 Jahre");
        assertThat(given.get("dpv:hasNotice").get("dct:description").asString())
                .startsWith("Tell us what matters to you");
        assertThat(given.get("dpv:hasConsentStatus").get("@id").asString()).isEqualTo("dpv:ConsentGiven");
        assertThat(given.get("dpv:hasPurpose"))
                .extracting(purpose -> purpose.get("dct:identifier").asString())
                .containsExactly("loyalty_programme", "recommend_products");
        assertThat(given.get("crumbless:noLongerFor"))
                .extracting(purpose -> purpose.get("dct:identifier").asString())
                .containsExactly("personal_offers");
        assertThat(given.get("dpv:hasStorageCondition").get("dct:valid").asString())
                .isEqualTo("2027-04-05");
        assertThat(given.get("crumbless:use")).anySatisfy(use -> {
            assertThat(use.get("crumbless:purpose").asString()).isEqualTo("personal_offers");
            assertThat(use.get("crumbless:night"))
                    .extracting(JsonNode::asString)
                    .containsExactly("2026-11-21");
        });
        assertThat(withdrawn.get("dpv:hasConsentStatus").get("@id").asString()).isEqualTo("dpv:ConsentWithdrawn");
    }

    /** Statements of the controller are included; an empty list states that there is none. */
    @Test
    void theExportHasRecipientsAndRights() {
        Asked asked = new Asked("C-1042", "statement", Optional.empty(), "en");
        JsonNode stated = process(export(explanation(asked), context(asked)));
        Controller nothing = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        AnswerContext unstated =
                new AnswerContext(Optional.of(nothing), List.of(), 0, Optional.empty(), Set.of(Gap.LEGACY));
        JsonNode records = export(explanation(asked), unstated);

        assertThat(stated.get("dpv:hasRecipient")).isEmpty();
        assertThat(stated.get("crumbless:transfer")).isEmpty();
        assertThat(stated.get("crumbless:automatedDecision")).isEmpty();
        assertThat(stated.get("dpv:hasStorageCondition").get("dpv:hasLocation").asString())
                .isEqualTo("DE");
        assertThat(stated.get("dpv:hasRight"))
                .extracting(right -> right.get("@id").asString())
                .contains("eu-gdpr:A18", "eu-gdpr:A21", "eu-gdpr:A22");
        assertThat(process(records).propertyNames())
                .doesNotContain(
                        "dpv:hasRecipient",
                        "crumbless:transfer",
                        "crumbless:automatedDecision",
                        "dpv:hasStorageCondition");
        assertThat(records.get("@graph").valueStream()).noneMatch(node -> node.has("dct:conformsTo"));
    }

    @Test
    void theExportNamesRecipientsTransfersAndDecisions() {
        Asked asked = new Asked("C-1042", "statement", Optional.empty(), "en");
        Controller some = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of("DE"),
                Optional.of(List.of("Letterhouse Ltd")),
                Optional.of(List.of(new Controller.Transfer("US", "standard contractual clauses"))),
                Optional.of(List.of("Credit is refused below a score of 3")));
        JsonNode export = export(
                explanation(asked),
                new AnswerContext(Optional.of(some), List.of(), 0, Optional.empty(), Set.of(Gap.LEGACY)));
        JsonNode process = process(export);

        assertThat(TestingVocabulary.problems(export)).isEmpty();
        assertThat(process.get("dpv:hasRecipient").get(0).asString()).isEqualTo("Letterhouse Ltd");
        assertThat(process.get("crumbless:transfer")
                        .get(0)
                        .get("dpv:hasThirdCountry")
                        .asString())
                .isEqualTo("US");
        assertThat(process.get("crumbless:transfer")
                        .get(0)
                        .get("crumbless:safeguard")
                        .get("dct:description")
                        .asString())
                .isEqualTo("standard contractual clauses");
        assertThat(process.get("crumbless:automatedDecision").get(0).asString())
                .isEqualTo("Credit is refused below a score of 3");
    }

    /** Everything in a statement, except file and position of refused records. */
    @Test
    void theExportHasAllThatThePageShows() {
        Asked asked = new Asked("C-1042", "statement-legacy", Optional.empty(), "en");
        Explanation explanation = explanation(asked);
        AnswerContext context = context(asked);
        JsonNode export = export(explanation, context);

        assertThat(TestingVocabulary.problems(export)).isEmpty();
        assertThat(ofType(export, "crumbless:ContactMoment")).singleElement().satisfies(moment -> {
            assertThat(moment.get("crumbless:opens").asString()).isEqualTo("2027-02-28");
            assertThat(moment.get("crumbless:closes").asString()).isEqualTo("2027-03-17");
            assertThat(moment.get("crumbless:channel").asString()).isEqualTo("email");
            assertThat(moment.get("crumbless:declarationId").asString()).isEqualTo("st-1042-a");
            assertThat(moment.get("dpv:hasPurpose").get(0).get("dct:identifier").asString())
                    .isEqualTo("personal_offers");
        });
        assertThat(ofType(export, "crumbless:Removal"))
                .extracting(removal -> removal.get("crumbless:origin").asString()
                        + removal.get("crumbless:values").asInt())
                .containsExactlyInAnyOrder("inferred1", "acquired1");
        assertThat(ofType(export, "crumbless:LegacyReading")).hasSize(1);
        assertThat(ofType(export, "dpv:InferredPersonalData")).singleElement().satisfies(guess -> {
            assertThat(guess.get("crumbless:heldIn").asString()).isEqualTo("legacy");
            assertThat(guess.get("dct:title").asString()).startsWith("Expecting");
            assertThat(guess.get("dct:source").asString()).isEqualTo("onsite");
        });
        assertThat(ofType(export, "dpv:CollectedPersonalData")).singleElement().satisfies(bought -> assertThat(
                        bought.get("crumbless:origin").asString())
                .isEqualTo("acquired"));
        assertThat(ofType(
                        export(explanation, context(new Asked("C-1042", "statement", Optional.empty(), "en"))),
                        "crumbless:LegacyReading"))
                .isEmpty();
    }

    @Test
    void theExportHasRefusalsWithTheirReasons() {
        Asked asked = new Asked("C-1018", "statement", Optional.empty(), "en");
        JsonNode export = export(explanation(asked), context(asked));

        assertThat(TestingVocabulary.problems(export)).isEmpty();
        assertThat(ofType(export, "crumbless:Refusal"))
                .hasSameSizeAs(explanation(asked).refused())
                .isNotEmpty()
                .allSatisfy(refusal -> {
                    assertThat(refusal.get("crumbless:reason").asString()).matches("[a-z_]+");
                    assertThat(refusal.get("crumbless:night")).isNotEmpty();
                    assertThat(refusal.toString()).doesNotContain(".csv", ".jsonl", "position");
                });
    }

    /** Of whatever origin, the type is a term of the vocabulary. */
    @ParameterizedTest
    @EnumSource(Origin.class)
    void theExportNamesLegacyHoldingsInTermsOfTheVocabulary(Origin origin) {
        Asked asked = new Asked("C-1042", "statement", Optional.empty(), "en");
        LegacyHoldings legacy = new LegacyHoldings(
                "C-1",
                NOW,
                1,
                1,
                0,
                0,
                true,
                0,
                List.of(new LegacyHoldings.Holding(
                        "crm", "pregnancy_score", null, "0.9", "0.8", "model", origin, "r1", 3, FIRST, SECOND)));
        JsonNode export = export(
                explanation(asked), new AnswerContext(job.controller(), List.of(), 0, Optional.of(legacy), Set.of()));

        assertThat(TestingVocabulary.problems(export)).isEmpty();
        assertThat(export.get("@graph").valueStream().filter(node -> node.has("crumbless:heldIn")))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.get("crumbless:origin").asString()).isEqualTo(origin.word());
                    assertThat(node.get("rdf:value").asString()).isEqualTo("0.9");
                    assertThat(node.get("crumbless:score").asString()).isEqualTo("0.8");
                    assertThat(node.get("crumbless:collectedBy").asString()).isEqualTo("model");
                    assertThat(node.get("crumbless:records").asInt()).isEqualTo(3);
                    assertThat(node.get("crumbless:firstDelivery").asString()).isEqualTo("2026-11-21");
                    assertThat(node.get("crumbless:lastDelivery").asString()).isEqualTo("2026-11-22");
                });
        assertThat(ofType(export, "crumbless:LegacyReading")).singleElement().satisfies(reading -> assertThat(
                        reading.get("crumbless:optedOut").asBoolean())
                .isTrue());
    }

    private static List<JsonNode> ofType(JsonNode export, String type) {
        return export.get("@graph")
                .valueStream()
                .filter(node -> node.get("@type").isString()
                        && node.get("@type").asString().equals(type))
                .toList();
    }

    private static JsonNode export(Explanation explanation, AnswerContext context) {
        return JsonMapper.builder().build().readTree(ManifestFile.bytes(ConsentRecords.of(explanation, context, "en")));
    }

    private static JsonNode process(JsonNode export) {
        return export.get("@graph")
                .valueStream()
                .filter(node -> node.get("@type").asString("").equals("dpv:Process"))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode node(JsonNode export, String declarationId) {
        for (JsonNode node : export.get("@graph")) {
            if (node.has("dct:identifier")
                    && node.get("dct:identifier").asString().equals(declarationId)) {
                return node;
            }
        }
        throw new AssertionError("no record of " + declarationId);
    }

    /** On a phone nothing is cut off, and no horizontal scrolling is needed. */
    @Test
    void fitsAPhone() throws Exception {
        List<Asked> all = asked().filter(asked -> asked.language().equals("de")).toList();
        Map<String, String> pages = new TreeMap<>();
        all.forEach(asked -> pages.put(asked.file(), HtmlPage.of(document(asked))));

        assertThat(TestingBrowser.find().measure(pages, 360, folder))
                .hasSameSizeAs(pages)
                .allSatisfy((page, measured) -> assertThat(measured.width()).isLessThanOrEqualTo(360));
    }

    /** No cookie id of the legacy sources is disclosed. */
    @ParameterizedTest
    @MethodSource("asked")
    void namesNoCookie(Asked asked) throws IOException {
        String text = PlainText.of(document(asked));

        try (Stream<String> links = Files.lines(Path.of("sample-data/legacy/logins-stories.csv"))) {
            links.skip(1).map(line -> line.substring(0, line.indexOf(','))).forEach(cookie -> assertThat(text)
                    .doesNotContain(cookie));
        }
    }

    private static Document document(Asked asked) {
        return document(asked, new Sentences(asked.language()));
    }

    private static Document document(Asked asked, Sentences sentences) {
        return asked.kind().startsWith("statement")
                ? StatementDocument.of(explanation(asked), context(asked), sentences)
                : ExplanationDocument.of(explanation(asked), context(asked), sentences);
    }

    private static Explanation explanation(Asked asked) {
        SubjectId subject = new SubjectId(asked.subject());
        Explanation inFiles = EXPLAINER.explain(job, subject, asked.on());
        return Objects.requireNonNull(erased)
                .requests(subject)
                .map(inFiles::erased)
                .orElse(inFiles);
    }

    private static AnswerContext context(Asked asked) {
        SubjectId subject = new SubjectId(asked.subject());
        ActivationLog activations = ActivationLog.of(job, subject);
        boolean legacy = asked.kind().endsWith("legacy");
        return new AnswerContext(
                job.controller(),
                activations.activations(),
                activations.unread(),
                legacy ? Optional.of(LiveLegacy.of(job, subject, NOW)) : Optional.empty(),
                legacy ? Set.of() : Set.of(Gap.LEGACY));
    }

    /** The id of a run and the version of the policy change with every letter of the policy; texts do not. */
    private static String withoutHashes(String text) {
        return text.replaceAll("(\\d{4}-\\d\\d-\\d\\d)-[0-9a-f]{12}", "$1-000000000000")
                .replaceAll("(?<=policy|Richtlinie)(\\s+)[0-9a-f]{12}", "$1" + "-".repeat(12))
                .replaceAll("(?<=, )[0-9a-f]{12}(?=\\))", "-".repeat(12));
    }
}
