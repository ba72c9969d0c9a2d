package io.crumbless.answers.statement;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.delivery.Activation;
import io.crumbless.night.job.Controller;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ErasureRequests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers for the person and for lawyers are correct, including data outside the snapshots. */
@Tag("night")
class StatementDocumentTest {
    private static final Instant ASKED = Instant.parse("2026-11-23T08:00:00Z");
    private static final LegacyHoldings GUESS = new LegacyHoldings(
            "C-1",
            ASKED,
            1,
            1,
            0,
            0,
            false,
            0,
            List.of(new Holding(
                    "crm", "pregnancy_score", null, "0.9", null, null, Origin.INFERRED, "r1", 1, null, null)));
    private static final AnswerContext IN_LEGACY =
            new AnswerContext(Optional.empty(), List.of(), 0, Optional.of(GUESS), Set.of());

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder);
    }

    private void language(String... more) {
        String first = declares("d1", "C-1", "language", "en", "service_messages", "2026-10-01T10:00:00Z");
        String[] lines = new String[more.length + 1];
        lines[0] = first;
        System.arraycopy(more, 0, lines, 1, more.length);
        job.declared(NIGHT, lines).run();
    }

    private Explanation find(String subject) {
        return new SnapshotExplainer().explain(job.file(), new SubjectId(subject), Optional.empty());
    }

    private static String told(Explanation explanation, AnswerContext context) {
        return words(PlainText.of(StatementDocument.of(explanation, context, new Sentences("en"))));
    }

    private static String explained(Explanation explanation, AnswerContext context) {
        return words(PlainText.of(ExplanationDocument.of(explanation, context, new Sentences("en"))));
    }

    private static AnswerContext did(Activation... activations) {
        return new AnswerContext(Optional.empty(), List.of(activations), 0, Optional.empty(), Set.of(Gap.LEGACY));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void saysNothingIsHeldOnlyOfProfilesAndRecords() {
        language();

        assertThat(told(find("C-1"), IN_LEGACY))
                .contains("In your profile we hold only what you told us yourself.")
                .contains("What we found elsewhere stands below.")
                .contains("pregnancy_score: “0.9”")
                .doesNotContain("did not look");
        assertThat(told(find("C-9"), IN_LEGACY))
                .contains("In our profiles and records there is nothing about you")
                .contains("What we found elsewhere stands below.");
        assertThat(explained(find("C-9"), IN_LEGACY))
                .contains("What was found outside of the snapshots stands below.")
                .doesNotContain("were not searched");
    }

    @Test
    void saysThatOlderSystemsWereNotLookedAt() {
        language();

        assertThat(told(find("C-1"), AnswerContext.NOTHING)).contains("We did not look into our older systems");
        assertThat(told(find("C-9"), AnswerContext.NOTHING)).contains("We did not look into our older systems");
        assertThat(explained(find("C-1"), AnswerContext.NOTHING))
                .contains("The legacy sources were not searched; --legacy searches them.");
        assertThat(explained(find("C-1"), IN_LEGACY)).doesNotContain("were not searched");
        assertThat(explained(
                        find("C-9"), did(new Activation("sent", 0, "Letter to a stranger", null, null, null, null))))
                .contains("What was found outside of the snapshots stands below.")
                .contains("The legacy sources were not searched");
    }

    /** Erasing does not touch the legacy sources, so who was erased may still ask for what lies there. */
    @Test
    void theErasedKeepTheirRightsAtOlderSystems() {
        language();
        Explanation erased = find("C-9").erased(ErasureRequests.once(ASKED));

        assertThat(told(erased, IN_LEGACY))
                .contains("Our older systems are not affected by this. What we found elsewhere stands below.")
                .contains("Have everything erased.")
                .contains("Have all of this as a file")
                .doesNotContain("Change any answer");
        assertThat(told(erased, AnswerContext.NOTHING))
                .contains("It is erased from our profiles, our records and the copies we keep")
                .doesNotContain("Have everything erased.");
    }

    @Test
    void saysOfOldEntriesThatNobodyHadExplainedTheirPurpose() {
        language();
        Explanation found = find("C-1");

        assertThat(told(found, AnswerContext.NOTHING)).contains("Nothing for a purpose that you were not told of.");
        assertThat(told(provided(found), AnswerContext.NOTHING))
                .contains("and what you once entered into your account before we asked")
                .contains("Nothing for a purpose that you were not told of, except the old entries of your account")
                .doesNotContain("told us yourself. Each answer");
    }

    /** The same, as if it had been typed in before there were notices. */
    private static Explanation provided(Explanation found) {
        HeldValue held = found.held().get(0);
        Lineage said = held.lineage();
        Lineage lineage = new Lineage(
                Origin.PROVIDED,
                null,
                "crm",
                null,
                null,
                said.purposes(),
                null,
                null,
                said.declaredAtMicros(),
                (int) NIGHT.plusDays(30).toEpochDay(),
                "r1",
                List.of());
        return new Explanation(
                found.subject(),
                found.manifest(),
                Optional.empty(),
                found.policy(),
                found.erasure(),
                found.jurisdiction(),
                List.of(new HeldValue(held.attribute(), held.items(), lineage, Optional.empty())),
                List.of(),
                found.refused(),
                found.removed(),
                found.moments(),
                found.usage());
    }

    /** A value that was never declared has no uses, and none is searched for. */
    @Test
    void whoNeverAnsweredReadsOfNoUse() {
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck-1,guess,2026-10-01T10:00:00Z,model\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck-1,C-2,login,2026-10-01T10:00:00Z\n");
        language();

        assertThat(told(find("C-2"), AnswerContext.NOTHING))
                .contains(
                        "We hold no answer of yours.",
                        "how much we kept out of your profile, is recorded for each night")
                .doesNotContain("What it was used for", "is kept as proof");
        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("What it was used for on the night of 22 November 2026 is stated below")
                .contains("is kept as proof until you have everything erased")
                .doesNotContain("how much we kept out of your profile, is recorded");
    }

    @Test
    void namesTheCategoryThatTheLawProtects() {
        String born = declares("b1", "C-3", "birth_date", "1990-01-01", "loyalty_programme", "2026-10-01T09:00:00Z");
        language(
                health("DE", "a1"),
                born.replace(",DE,", ",US-CA,"),
                health("US-CA", "a2").replace("C-1", "C-3"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("Kind of data Special category of personal data (GDPR Art. 9(1)).");
        assertThat(told(find("C-3"), AnswerContext.NOTHING))
                .containsOnlyOnce("Kind of data Sensitive personal information (Cal. Civ. Code § 1798.140(ae)).")
                .doesNotContain("GDPR");
    }

    private static String health(String place, String id) {
        return declares(id, "C-1", "allergies", "nuts", "product_safety", "2026-10-01T10:00:00Z")
                .replace(",DE,", "," + place + ",")
                .replace("eu-gdpr:A6-1-a", place.equals("DE") ? "eu-gdpr:A9-2-a" : "dpv:ExplicitlyExpressedConsent");
    }

    /** After an erasure the answer lists what is left, which is personal data too. */
    @Test
    void anErasureLeavesARecordThatIsStated() {
        language();

        assertThat(told(find("C-9").erased(ErasureRequests.once(ASKED)), AnswerContext.NOTHING))
                .contains("That you asked us to erase everything, and when, is kept under a code");
    }

    @Test
    void aNoticeWhoseTextIsLostIsNotSaidToStandBelow() {
        language();
        Explanation found = find("C-1");
        HeldValue held = found.held().get(0);
        Lineage said = held.lineage();
        Lineage french = new Lineage(
                said.origin(),
                said.declarationId(),
                said.source(),
                said.channel(),
                said.elicitation(),
                said.purposes(),
                new NoticeRef("preference-centre", "2", "fr"),
                said.legalBasis(),
                said.declaredAtMicros(),
                said.validUntilEpochDay(),
                said.rule(),
                List.of());

        assertThat(told(found, AnswerContext.NOTHING)).contains("It stands below as you read it.");
        assertThat(told(
                        holding(found, new HeldValue(held.attribute(), held.items(), french, held.evidence())),
                        AnswerContext.NOTHING))
                .contains("The text “preference-centre”, version 2, in French. Its wording is not on this page.")
                .doesNotContain("It stands below");
    }

    private static Explanation holding(Explanation found, HeldValue value) {
        return new Explanation(
                found.subject(),
                found.manifest(),
                Optional.empty(),
                found.policy(),
                found.erasure(),
                found.jurisdiction(),
                List.of(value),
                found.log(),
                found.refused(),
                found.removed(),
                found.moments(),
                found.usage());
    }

    @Test
    void aWithdrawnStatementIsExplainedWithItsPurposesAndNotice() {
        language(withdraws("w1", "C-1", "language", "", "2026-10-10T10:00:00Z"));

        assertThat(explained(find("C-1"), AnswerContext.NOTHING))
                .contains("Stated for: Messages about orders and appointments (service_messages). Notice"
                        + " preference-centre, version 2, shown in English. As stated with the declaration: consent (GDPR"
                        + " Art. 6(1)(a)).")
                .contains("The notices that were shown preference-centre, version 2, in English: “Tell us");
        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("You had allowed it for: Messages about orders and appointments.")
                .doesNotContain("The texts you were shown");
    }

    /** GDPR Art. 15(1)(d): also of what is stored and not used. */
    @Test
    void whatWasReplacedIsKeptForATimeThatIsStated() {
        language(
                declares("d2", "C-1", "language", "de", "service_messages", "2026-10-02T10:00:00Z"),
                declares("c1", "C-1", "favourite_colour", "blue", "recommend_products", "2026-10-01T10:00:00Z"),
                declares("c2", "C-1", "favourite_colour", "red", "recommend_products", "2026-10-02T10:00:00Z"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("Language: “English”. You told us on", "We keep it until you withdraw it.")
                .contains("Nursery colour: “blue”. You told us on")
                .containsPattern(
                        "We keep it at most 24 months from the day of the declaration|The last day is 1 October 2028");
    }

    /** Without a profile row, which has the jurisdiction, the last statement says whose law it is. */
    @Test
    void whoWithdrewEverythingKeepsTheLawOfTheirPlace() {
        language(
                declares("b1", "C-3", "birth_date", "1990-01-01", "loyalty_programme", "2026-10-01T09:00:00Z")
                        .replace(",DE,", ",US-CA,"),
                withdraws("w1", "C-3", "*", "", "2026-10-10T10:00:00Z").replace(",DE,", ",US-CA,"));

        assertThat(told(find("C-3"), AnswerContext.NOTHING))
                .contains(
                        "We hold no answer of yours that we may use.",
                        "Sections are those of the California Civil Code")
                .doesNotContain("GDPR");
        assertThat(explained(find("C-3"), AnswerContext.NOTHING)).contains("The law of California (US-CA) applies.");
    }

    @Test
    void aWithdrawalLastsUntilThePersonSaysItAgain() {
        language(
                withdraws("w1", "C-1", "language", "", "2026-10-10T10:00:00Z"),
                declares("d2", "C-1", "language", "de", "service_messages", "2026-10-20T10:00:00Z"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("We did not use it until you told us again on 20 October 2026 at 12:00.")
                .doesNotContain("Since then we do not use it");
        assertThat(explained(find("C-1"), AnswerContext.NOTHING))
                .contains("It counted until statement d2 of 20 October 2026 at 12:00.")
                .doesNotContain("is not used any more");
    }

    @Test
    void aWithdrawalOfAPurposeLastsUntilThePersonSaysItAgain() {
        language(
                withdraws("w1", "C-1", "language", "service_messages", "2026-10-10T10:00:00Z"),
                declares("d2", "C-1", "language", "de", "service_messages", "2026-10-20T10:00:00Z"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("For “Messages about orders and appointments” we did not use it until you told us again on 20"
                        + " October 2026 at 12:00.");
        assertThat(explained(find("C-1"), AnswerContext.NOTHING))
                .contains("(service_messages): it counted until statement d2 of 20 October 2026 at 12:00.");
    }

    @Test
    void aWithdrawalOfEverythingNamesWhatWasSaidAgain() {
        language(
                withdraws("w1", "C-1", "*", "", "2026-10-10T10:00:00Z"),
                declares("d2", "C-1", "language", "de", "service_messages", "2026-10-20T10:00:00Z"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains(
                        "Since then we do not use it, and what you had said is deleted. Language: until you told us again"
                                + " on 20 October 2026 at 12:00.");
    }

    @Test
    void showsAnObjectionToLegacyProcessing() {
        language();
        LegacyHoldings objected = new LegacyHoldings("C-1", ASKED, 1, 1, 0, 0, true, 0, List.of());

        assertThat(told(
                        find("C-1"),
                        new AnswerContext(Optional.empty(), List.of(), 0, Optional.of(objected), Set.of())))
                .contains("You had objected to being tracked there.");
    }

    /** If not everything could be read, the answer says so. */
    @Test
    void showsThatNotAllLegacySourcesCouldBeRead() {
        language();
        LegacyHoldings unread = new LegacyHoldings("C-1", ASKED, 1, 1, 0, 0, false, 3, List.of());
        LegacyHoldings all = new LegacyHoldings("C-1", ASKED, 1, 1, 0, 0, false, 0, List.of());
        Explanation found = find("C-1");

        assertThat(told(found, new AnswerContext(Optional.empty(), List.of(), 0, Optional.of(unread), Set.of())))
                .contains("Entries there that we could not read: 3. They may be about you or about anybody else.");
        assertThat(told(found, new AnswerContext(Optional.empty(), List.of(), 0, Optional.of(all), Set.of())))
                .doesNotContain("could not read");
    }

    @Test
    void aUseStandsUnderTheAnswerThatTheLogNames() {
        language(declares("d2", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        Activation named = new Activation("sent", micros("2026-10-25T10:00:00Z"), "Old", null, null, "language", "d1");
        Activation before =
                new Activation("sent", micros("2026-10-26T10:00:00Z"), "Early", null, null, "language", null);
        Activation after = new Activation("sent", micros("2026-11-21T10:00:00Z"), "Late", null, null, "language", null);
        AnswerContext did = did(named, before, after);

        String told = told(find("C-1"), did);

        assertThat(told.indexOf("“Late”")).isPositive().isLessThan(told.indexOf("What you also told us"));
        assertThat(told.indexOf("“Old”"))
                .isBetween(told.indexOf("What you also told us"), told.indexOf("What else we did"));
        assertThat(told.indexOf("“Early”")).isGreaterThan(told.indexOf("What else we did"));
        assertThat(explained(find("C-1"), did)).contains("Because of statement d1 of “Language (language)”.");
    }

    @Test
    void whatTheControllerLeavesOutIsNotStated() {
        language();
        Controller nothing = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        for (AnswerContext context : List.of(AnswerContext.NOTHING, by(nothing))) {
            assertThat(told(find("C-1"), context))
                    .contains("Who else receives it is not stated on this page.")
                    .contains("Where it is stored is not stated on this page.")
                    .contains("or to international organisations is not stated on this page.")
                    .contains(
                            "decides nothing about you, and rates and predicts nothing about you. Whether other programs"
                                    + " decide about you with it, or rate you, is not stated on this page")
                    .doesNotContain("Nobody else", "It goes to no", "No other program", "as Shop Ltd states");
        }
        assertThat(AnswerContext.NOTHING.unstated()).containsExactly("controller");
        assertThat(by(nothing).unstated())
                .containsExactly(
                        "controller.stored-in",
                        "controller.recipients",
                        "controller.transfers",
                        "controller.automated-decisions");
    }

    @Test
    void whatTheControllerStatesIsAttributedToThem() {
        language();
        Controller none = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of("DE"),
                Optional.of(List.of()),
                Optional.of(List.of()),
                Optional.of(List.of()));
        Controller some = new Controller(
                "Shop Ltd",
                "ask@shop.example",
                Optional.empty(),
                Optional.empty(),
                Optional.of("DE"),
                Optional.of(List.of("Letterhouse Ltd", "Post")),
                Optional.of(List.of(new Controller.Transfer("US", "standard contractual clauses"))),
                Optional.of(List.of("Credit is refused below a score of 3")));

        assertThat(told(find("C-1"), by(none)))
                .contains("Nobody else receives it, as Shop Ltd states.")
                .contains("It is stored in Germany (DE), as Shop Ltd states.")
                .contains(
                        "It goes to no country outside of the European Economic Area and to no international organisation, as"
                                + " Shop Ltd states.")
                .contains("No other program decides about you with it alone, as Shop Ltd states (GDPR Art. 22).")
                .doesNotContain("not stated");
        assertThat(by(none).unstated()).isEmpty();
        assertThat(told(find("C-1"), by(some)))
                .contains("Others who receive it, as Shop Ltd states: Letterhouse Ltd; Post.")
                .contains("United States (US) (safeguard: standard contractual clauses).")
                .contains("(GDPR Art. 22): Credit is refused below a score of 3.")
                .doesNotContain("Nobody else", "No other program", "not stated");
    }

    @Test
    void everybodyOfWhomSomethingIsHeldMayRestrictAndObject() {
        language();

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("Ask us to restrict processing (Art. 18)", "Object (Art. 21): at any time to advertising");
        assertThat(told(find("C-9").erased(ErasureRequests.once(ASKED)), IN_LEGACY))
                .contains(
                        "Ask us to restrict processing: we then keep it",
                        "Object: at any time to advertising",
                        "Who receives it, where it is");
        assertThat(told(find("C-9").erased(ErasureRequests.once(ASKED)), AnswerContext.NOTHING))
                .doesNotContain("Ask us to restrict", "Object:", "Who receives it, where it is");
    }

    @Test
    void saysThatErasuresCouldNotBeLookedUp() {
        language();
        AnswerContext unknown =
                new AnswerContext(Optional.empty(), List.of(), 0, Optional.empty(), Set.of(Gap.ERASURES));

        for (String subject : List.of("C-1", "C-9")) {
            assertThat(told(find(subject), unknown))
                    .contains("Whether you once asked us to erase everything could not be looked up for this page.")
                    .doesNotContain("did not look into our older systems");
            assertThat(explained(find(subject), unknown))
                    .contains(
                            "Whether this person asked to be erased cannot be determined: the control database knows none of the"
                                    + " snapshots")
                    .doesNotContain("were not searched");
            assertThat(told(find(subject), AnswerContext.NOTHING) + explained(find(subject), AnswerContext.NOTHING))
                    .doesNotContain("could not be looked up", "cannot be determined");
        }
    }

    /** For a person whose erasure request is known, the answer does not claim that it could not be looked up. */
    @Test
    void aDatabaseFromBeforeAnErasureIsReportedBesideWhatItKnows() {
        language();
        AnswerContext older =
                new AnswerContext(Optional.empty(), List.of(), 0, Optional.empty(), Set.of(Gap.LATER_ERASURES));

        assertThat(told(find("C-9").erased(ErasureRequests.once(ASKED)), older))
                .contains("You asked us to erase everything on")
                .contains(
                        "Whether you recently asked us to erase everything could not be looked up for this page. Ask us.")
                .doesNotContain("Whether you once asked");
        assertThat(explained(find("C-9").erased(ErasureRequests.once(ASKED)), older))
                .contains("This person asked to be erased on")
                .contains("The control database is older than an erasure")
                .doesNotContain("cannot be determined");
    }

    /** A declaration of a minor without a guardian is deleted like a withdrawn one, and listed with these. */
    @Test
    void whatAMinorSaidAloneIsAmongWhatWasDeleted() {
        language();
        assertThat(told(find("C-1"), AnswerContext.NOTHING)).doesNotContain("too young");
        job.declared(
                        NIGHT.plusDays(1),
                        declares("d2", "C-1", "birth_date", "2015-06-01", "loyalty_programme", "2026-10-02T10:00:00Z"))
                .run(NIGHT.plusDays(1));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains("You were too young to tell us this alone. We deleted what you had said.")
                .contains("What we deleted Answers that you were too young to give alone: 1.");
    }

    /** To say it again would be refused again. */
    @Test
    void aMinorReadsThatAGuardianMayDeclare() {
        language(declares("d2", "C-1", "birth_date", "2015-06-01", "loyalty_programme", "2026-10-02T10:00:00Z"));

        assertThat(told(find("C-1"), AnswerContext.NOTHING))
                .contains(
                        "A minor made it without a guardian. We do not use it. Your parent or guardian can tell us for you.")
                .doesNotContain("Tell us again");
    }

    /** That an Art. 17 request was honoured can be shown although the person came back. */
    @Test
    void whoWasReadmittedReadsOfTheErasureToo() {
        language();
        Instant first = ASKED.minusSeconds(86_400);
        ErasureRequests back = new ErasureRequests(first, ASKED, Optional.of(ASKED.plusSeconds(3600)));

        assertThat(told(find("C-1").erased(back), AnswerContext.NOTHING))
                .contains("You asked us to erase everything on 23 November 2026 at 09:00, and we re-admitted you on 23"
                        + " November 2026 at 10:00.")
                .contains("You first asked on 22 November 2026 at 09:00.")
                .contains("In your profile we hold only what you told us yourself.")
                .doesNotContain("We are not done with it yet");
        assertThat(told(find("C-9").erased(back), AnswerContext.NOTHING))
                .contains("and we re-admitted you on", "there is nothing about you under this customer number")
                .doesNotContain("nothing that arrives later brings it back");
        assertThat(explained(find("C-9").erased(back), AnswerContext.NOTHING))
                .contains(
                        "This person asked to be erased on 23 November 2026 at 09:00, and was re-admitted on 23 November"
                                + " 2026 at 10:00: what they had said before stays erased.")
                .contains("They had first asked on 22 November 2026 at 09:00.")
                .contains("no kept snapshot knows the id");
        assertThat(explained(find("C-9").erased(ErasureRequests.once(ASKED)), AnswerContext.NOTHING))
                .doesNotContain("first asked", "re-admitted");
    }

    private static AnswerContext by(Controller controller) {
        return new AnswerContext(Optional.of(controller), List.of(), 0, Optional.empty(), Set.of(Gap.LEGACY));
    }

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1000;
    }
}
