package io.crumbless.answers.explain;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Failure;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.ledger.ErasureRequests;
import io.crumbless.warehouse.snapshot.EarlierLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For every value it can be explained who gave it, when, where, for which purposes and until when; and for every
 * removed value, why.
 */
@Tag("night")
class SnapshotExplainerTest {
    private static final String DUE_DATE_IN_THE_STORE =
            "st-1,C-1042,declare,baby_due_date,2026-12-14,personal_offers,baby-advice,2,de,store,volunteered,self,clerk-17,"
                    + "true,2026-11-20T10:31:00+01:00,,DE,eu-gdpr:A9-2-a,form-88";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder);
    }

    @Test
    void showsWhoDeclaredAValueWhenWhereForWhatAndUntilWhen() {
        job.declared(NIGHT, DUE_DATE_IN_THE_STORE).run();

        assertThat(words(explain("C-1042")))
                .contains("What is held about customer C-1042")
                .contains("Baby's due date (baby_due_date): 14 December 2026")
                .contains("By the person, on 20 November 2026 at 10:31 (Europe/Berlin), in a store.")
                .contains("The person said it unasked. It was written down by clerk-17. It was read back")
                .contains("Used for Offers made for you (personal_offers).")
                .contains("baby-advice, version 2, shown in German; its text stands below.")
                .contains("As stated with the declaration: explicit consent (GDPR Art. 9(2)(a)).")
                .contains(
                        "8 February 2027 is the last day on which it may be used; it is deleted in the following night's run."
                                + " Retention period of the catalogue: until 8 weeks after the date of “Baby's due date”.")
                .contains("Statement st-1 of source “store”, admitted by rule “declared”.")
                .contains("First delivered for 22 November 2026. The form or recording is kept as form-88.")
                .contains(
                        "Disclosures Disclosed to the extract for Offers made for you (personal_offers), on the night of 22 November 2026.")
                .contains("baby-advice, version 2, in German: “Wenn Sie uns sagen, wann Ihr Kind erwartet wird")
                .containsPattern("SHA-256 of this text: [0-9a-f]{64}");
    }

    @Test
    void showsTheSameInGerman() {
        job.declared(NIGHT, DUE_DATE_IN_THE_STORE).run();

        assertThat(words(PlainText.of(ExplanationDocument.of(
                        find("C-1042", Optional.empty()), AnswerContext.NOTHING, new Sentences("de")))))
                .contains("Voraussichtlicher Geburtstermin (baby_due_date): 14. Dezember 2026")
                .contains("Von der Person, am 20. November 2026 um 10:31 Uhr (Europe/Berlin), in einer Filiale.")
                .contains("Der 8. Februar 2027 ist der letzte Tag")
                .contains("baby-advice, Fassung 2, gezeigt auf Deutsch");
    }

    @Test
    void showsWhatElseWasDeclaredAndWhyItDoesNotCount() {
        job.declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "en", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"),
                        declares("d3", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T11:00:00Z"),
                        declares("d4", "C-1", "discretion", "none", "service_messages", "2026-11-23T11:00:00Z"),
                        withdraws("w1", "C-1", "home_store", "", "2026-11-21T12:00:00Z"),
                        withdraws("w2", "C-1", "language", "personal_offers", "2026-11-21T13:00:00Z"))
                .run();

        assertThat(words(explain("C-1")))
                .contains("Language (language): German (de)")
                .contains(
                        "“English (en)” on 20 November 2026 at 11:00 (statement d1): A later statement replaced it. That was"
                                + " statement d2 of 21 November 2026 at 11:00.")
                .contains("Home store (home_store), on 20 November 2026 at 12:00 in the preference centre on the web"
                        + " (statement d3 of source “store”). The person withdrew it; its value is deleted. That was statement"
                        + " w1 of 21 November 2026 at 13:00.")
                .contains("Discretion (discretion): “no special wish (none)”, on 23 November 2026 at 12:00")
                .contains("It was made after the cut-off and counts from a later run on.")
                .contains("Only for: Offers made for you (personal_offers). It counts: what it withdraws")
                .doesNotContain("Kiel");
    }

    @Test
    void showsWhichStatementsAListAccumulates() {
        job.declared(
                        NIGHT,
                        declares("d1", "C-1", "planned_purchases", "cot", "personal_offers", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-1", "planned_purchases", "pram", "personal_offers", "2026-11-21T10:00:00Z"))
                .run();

        assertThat(words(explain("C-1")))
                .contains("Planned purchases (planned_purchases): a cot (cot), a pram (pram)")
                .contains("Statement d2 of source “store”")
                .contains("The list also holds items of statement d1 of source “store”.");
    }

    @Test
    void showsTheSourceOfEachPartOfAList() {
        deliverTwoSources();
        job.run();

        assertThat(words(explain("C-1")))
                .contains("Statement 1 of source “store”")
                .contains("The list also holds items of statement 1 of source “survey”,"
                        + " statement 2 of source “survey”.");
    }

    @Test
    void aSnapshotOfAVersionThatNamedNoSourcesIsExplained() throws IOException {
        deliverTwoSources();
        job.run();
        try (Stream<Path> parts = Files.list(job.warehouse().resolve("current/profiles"))) {
            parts.toList().forEach(new EarlierLayout(PolicyFolder.read(Path.of("jobs/policy")))::replace);
        }

        assertThat(words(explain("C-1"))).contains("The list also holds items of statement 1, statement 2.");
    }

    /** Both number their statements from 1. */
    private void deliverTwoSources() {
        job.also("survey");
        job.declared(
                "survey",
                NIGHT,
                declares("1", "C-1", "planned_purchases", "cot", "personal_offers", "2026-11-19T10:00:00Z"),
                declares("2", "C-1", "planned_purchases", "pram", "personal_offers", "2026-11-20T10:00:00Z"));
        job.declared(
                NIGHT,
                declares("1", "C-1", "planned_purchases", "car_seat", "personal_offers", "2026-11-21T10:00:00Z"));
    }

    @Test
    void showsWhatWasRefusedAndWhatWasRemoved() {
        job.write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\n"
                                + "ck1,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n"
                                + "ck1,x_baby_score,2026-11-01T00:00:00Z,model_v2\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n")
                .declared(
                        NIGHT, declares("d1", "C-1", "language", "klingon", "service_messages", "2026-11-20T10:00:00Z"))
                .run();

        String text = explain("C-1");

        assertThat(words(text))
                .contains("No value is held about this person.")
                .contains("A statement, d1, of source “store” (declarations/store-2026-11-22.csv, position")
                .contains("The value is not valid for the attribute.")
                .contains("2 values of source “dmp”: inferred about the person, who had not said it.")
                .contains("Which ones is not recorded");
        assertThat(text).doesNotContain("pregnant").doesNotContain("klingon");
    }

    @Test
    void saysWhenNothingIsKnown() {
        job.declared(NIGHT, DUE_DATE_IN_THE_STORE).run();

        assertThat(words(explain("C-7")))
                .contains(
                        "No profile and no record holds anything about this person, and nothing was refused or removed: no"
                                + " kept snapshot knows the id.")
                .contains("The legacy sources were not searched; --legacy searches them.");
    }

    /** Killed after the tombstones were noted, and before the snapshot was written again. */
    @Test
    void saysWhenAnErasureHasNotEnded() {
        job.declared(NIGHT, DUE_DATE_IN_THE_STORE).run();
        Explanation begun =
                find("C-1042", Optional.empty()).erased(ErasureRequests.once(Instant.parse("2026-11-23T08:00:00Z")));

        assertThat(words(PlainText.of(ExplanationDocument.of(begun, AnswerContext.NOTHING, new Sentences("en")))))
                .contains("what is still here is deleted by the next erasure or in the following night's run.");
    }

    @Test
    void saysWhenThePersonWasErased() {
        job.declared(NIGHT, DUE_DATE_IN_THE_STORE)
                .write("erasures.csv", "subject_id,requested_at,reason\nC-1042,2026-11-21T08:00:00Z,art17\n")
                .run();
        Explanation erased =
                find("C-1042", Optional.empty()).erased(ErasureRequests.once(Instant.parse("2026-11-21T08:00:00Z")));

        assertThat(words(PlainText.of(ExplanationDocument.of(erased, AnswerContext.NOTHING, new Sentences("en")))))
                .contains("This person asked to be erased on 21 November 2026 at 09:00. No snapshot that is kept holds"
                        + " anything about them")
                .contains("The legacy sources are not affected by this.")
                .doesNotContain("knows the id");
    }

    @Test
    void looksInAnEarlierSnapshotWhileItIsKept() {
        job.declared(
                NIGHT.minusDays(1),
                declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
        job.declared(NIGHT, withdraws("w1", "C-1", "*", "", "2026-11-22T10:00:00Z"))
                .run();

        assertThat(find("C-1", Optional.of(NIGHT.minusDays(1))).held()).hasSize(1);
        assertThat(find("C-1", Optional.of(NIGHT.plusDays(3))).held()).isEmpty();
        assertThatThrownBy(() -> find("C-1", Optional.of(LocalDate.of(2026, 11, 1))))
                .hasMessage("Cannot explain as of 2026-11-01: the snapshots kept are of 2026-11-22, 2026-11-21")
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.CALLER);
    }

    @Test
    void saysWhenNothingIsPublished() {
        assertThatThrownBy(() -> explain("C-1")).hasMessageContaining("Cannot explain: nothing is published yet");
    }

    private String explain(String subject) {
        return PlainText.of(
                ExplanationDocument.of(find(subject, Optional.empty()), AnswerContext.NOTHING, new Sentences("en")));
    }

    private Explanation find(String subject, Optional<LocalDate> on) {
        return new SnapshotExplainer().explain(job.file(), new SubjectId(subject), on);
    }

    /** The text as one line, since where lines end depends on what is on them. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
