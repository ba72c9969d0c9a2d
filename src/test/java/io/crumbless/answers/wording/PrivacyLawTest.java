package io.crumbless.answers.wording;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.Controller.Transfer;
import io.crumbless.night.local.TestingJob;
import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person is informed of the rights under the law of their place, and of no other law. */
@Tag("night")
class PrivacyLawTest {
    private static final String EUROPEAN = "GDPR|European Economic Area|\\bArt\\. \\d|DSGVO";
    private static final LegacyHoldings BOUGHT = new LegacyHoldings(
            "C-1",
            Instant.parse("2026-11-23T08:00:00Z"),
            1,
            1,
            0,
            0,
            false,
            0,
            List.of(
                    new Holding("dmp", "seg-7", null, null, null, "broker-9", Origin.ACQUIRED, "bought", 1, null, null),
                    new Holding("dmp", "seg-8", null, null, null, null, Origin.ACQUIRED, "bought", 1, null, null)));

    @TempDir
    private Path folder;

    private Explanation found;

    @BeforeEach
    void run() {
        TestingJob job = new TestingJob(folder);
        job.declared(NIGHT, declares("d1", "C-1", "language", "en", "service_messages", "2026-10-01T10:00:00Z"))
                .run();
        found = new SnapshotExplainer().explain(job.file(), new SubjectId("C-1"), Optional.empty());
    }

    @Test
    void aCalifornianGetsCaliforniasRights() {
        assertThat(told("US-CA", "en"))
                .contains("Sections are those of the California Civil Code")
                .contains(
                        "to whom we disclose it, and have a copy that other programs can read (§§ 1798.100, 1798.110, 1798.115)")
                .contains("Have us delete what we have collected from you (§ 1798.105).")
                .contains("Have us correct what is inaccurate (§ 1798.106).")
                .contains("Opt out of the sale and sharing of your personal information (§ 1798.120).")
                .contains("Limit the use and disclosure of your sensitive personal information")
                .contains("without being treated worse for it (§ 1798.125).")
                .contains("Have an answer within 45 days")
                .contains("Have somebody whom you authorise make these requests for you (11 CCR § 7063).")
                .contains(
                        "California Privacy Protection Agency (§ 1798.199.45) or to the Attorney General of California")
                .contains("Source (Cal. Civ. Code § 1798.110(a)(2)): “dmp”.")
                .contains("It also goes to other countries, as Shop Ltd states: United States (US)")
                .contains("None of it serves a purpose for which we sell data or share it for advertising.")
                .doesNotContainPattern(EUROPEAN);
        assertThat(told("US-CA", "de")).contains("§ 1798.105", "45 Tagen").doesNotContainPattern(EUROPEAN);
        assertThat(explained("US-CA"))
                .contains(
                        "inferences included (Cal. Civ. Code § 1798.110; California Attorney General, Opinion 20-303)")
                .doesNotContainPattern(EUROPEAN);
    }

    @Test
    void aCanadianGetsCanadasRights() {
        assertThat(told("CA", "en"))
                .contains("Personal Information Protection and Electronic Documents Act")
                .contains("have it corrected (Schedule 1, Principle 4.9.5)")
                .contains("as easily as you gave it (Schedule 1, Principle 4.3.8)")
                .contains("Have an answer within 30 days (s. 8(3)).")
                .contains("Complain to the Privacy Commissioner of Canada (s. 11).")
                .contains("If you live in Quebec: also have what you gave us as a file")
                .doesNotContainPattern(EUROPEAN);
        assertThat(told("CA-QC", "en"))
                .contains("chapter P-39.1")
                .contains("as a file that other programs can read (s. 27)")
                .contains("Commission d'accès à l'information to examine a disagreement (s. 42)")
                .doesNotContainPattern(EUROPEAN);
    }

    @Test
    void aEuropeanGetsTheRightsOfTheGdpr() {
        assertThat(told("DE", "en"))
                .contains("Articles are those of the General Data Protection Regulation (GDPR).")
                .contains("Ask us to restrict processing (Art. 18)", "(Art. 15)", "(Art. 20)", "(Art. 77)")
                .contains("Source (GDPR Art. 15(1)(g)): “dmp”; collected by “broker-9”.")
                .doesNotContain("1798", "PIPEDA");
        assertThat(told("DE", "de"))
                .contains("(Art. 7 Abs. 3)", "Quelle (Art. 15 Abs. 1 lit. g DSGVO): „dmp“; erhoben von „broker-9“.")
                .contains("Einschränkung der Verarbeitung verlangen (Art. 18)");
    }

    @Test
    void aBritonGetsTheRightsOfTheUkGdpr() {
        assertThat(told("GB", "en"))
                .contains("Articles are those of the UK General Data Protection Regulation (UK GDPR).")
                .contains("Complain to us (Data Protection Act 2018 s. 164A)")
                .contains("Complain to the Information Commissioner (Data Protection Act 2018 s. 165).")
                .contains("Source (UK GDPR Art. 15(1)(g))")
                .doesNotContain("1798", "European Economic Area");
    }

    @Test
    void aSwissGetsTheRightsOfTheDatenschutzgesetz() {
        assertThat(told("CH", "de"))
                .contains("Schweizer Bundesgesetzes über den Datenschutz (DSG)")
                .contains("EDÖB", "(Art. 25)", "(Art. 28)")
                .doesNotContainPattern("DSGVO|GDPR");
    }

    @Test
    void aVirginianGetsTheRightsOfVirginia() {
        assertThat(told("US-VA", "en"))
                .contains("Virginia Consumer Data Protection Act")
                .contains("targeted advertising (Va. Code § 59.1-577(A)(5))")
                .contains("Appeal to us if we decline")
                .contains("Complain to the Attorney General of your state.")
                .doesNotContainPattern(EUROPEAN + "|1798");
        assertThat(told("US-IA", "en"))
                .contains("within 90 days", "Appeal to us if we decline what you ask (Iowa Code § 715D.3(3))")
                .doesNotContain("Have us correct");
        assertThat(told("US-UT", "en")).contains("Utah Consumer Privacy Act").doesNotContain("Appeal to us");
        assertThat(told("US-NY", "en")).contains("this page does not know it");
    }

    /** Nothing is made up of a law that does not stand in the table. */
    @Test
    void elsewhereTheLawIsNamedAsUnknown() {
        assertThat(told("JP", "en"))
                .contains("Which law protects you depends on where you live; this page does not know it.")
                .contains("Complain to the data protection authority where you live.");
    }

    @Test
    void whatWasBoughtNamesItsSource() {
        assertThat(told("DE", "en"))
                .contains("Facts that had been bought from others: 3. Source (GDPR Art. 15(1)(g)): “dmp”, “panel”.");
    }

    @Test
    void everyJurisdictionOfTheShippedPolicyStandsInTheTable() {
        assertThat(PolicyFolder.read(Path.of("jobs/policy")).jurisdictions())
                .hasSize(53)
                .allSatisfy(place -> assertThat(PrivacyLaw.of(place.code())).isNotEqualTo(PrivacyLaw.OTHER));
    }

    @Test
    void everyRightHasASentenceInEveryLanguage() {
        for (String language : Sentences.LANGUAGES) {
            Sentences sentences = new Sentences(language);
            assertThat(Arrays.stream(PrivacyLaw.values()).flatMap(law -> law.rights(true, true).stream()))
                    .hasSizeGreaterThan(40)
                    .allSatisfy(right -> assertThat(sentences.has("you.right." + right.key()))
                            .as(right.key())
                            .isTrue());
        }
    }

    @Test
    void citationsAreWrittenAsTheLanguageWritesThem() {
        Citations german = new Citations(new Sentences("de"));

        assertThat(german.of("GDPR Art. 9(1) and 9(2)(a)")).isEqualTo("Art. 9 Abs. 1 und 9 Abs. 2 lit. a DSGVO");
        assertThat(german.of("GDPR Art. 4(11)")).isEqualTo("Art. 4 Nr. 11 DSGVO");
        assertThat(german.of("Cal. Civ. Code § 1798.120(a), (c) and (d)"))
                .isEqualTo("Cal. Civ. Code § 1798.120(a), (c) and (d)");
        assertThat(new Citations(new Sentences("en"))
                        .all(List.of("GDPR Art. 8(1)", "GDPR Art. 7", "GDPR Art. 8", "GDPR Art. 7")))
                .isEqualTo("GDPR Art. 8(1); GDPR Art. 7");
    }

    private String told(String place, String language) {
        return words(PlainText.of(StatementDocument.of(in(place), context(), new Sentences(language))));
    }

    private String explained(String place) {
        return words(PlainText.of(ExplanationDocument.of(in(place), context(), new Sentences("en"))));
    }

    private static AnswerContext context() {
        Controller controller = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of("DE"),
                Optional.of(List.of()),
                Optional.of(List.of(new Transfer("US", "standard clauses"))),
                Optional.of(List.of()));
        return new AnswerContext(Optional.of(controller), List.of(), 0, Optional.of(BOUGHT), Set.of());
    }

    private Explanation in(String place) {
        return new Explanation(
                found.subject(),
                found.manifest(),
                found.withdrawnUntil(),
                found.policy(),
                found.erasure(),
                Optional.of(place),
                found.held(),
                found.log(),
                found.refused(),
                List.of(new Removal("dmp", Origin.ACQUIRED, 2), new Removal("panel", Origin.ACQUIRED, 1)),
                found.moments(),
                found.usage());
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
