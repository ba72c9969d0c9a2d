package io.crumbless.answers.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.letter.LetterContext.EarlierFiles;
import io.crumbless.answers.letter.LetterContext.Recipients;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.job.Controller;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestEvent;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestStep;
import io.crumbless.warehouse.request.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a letter informs of all that the law asks for, in the reader's language, and of no more than what was done. */
@Tag("unit")
class RequestLetterTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Controller SHOP = new Controller(
            "Shop GmbH",
            "privacy@shop.example",
            Optional.of("officer@shop.example"),
            Optional.of("The authority, Graurheindorfer Str. 153, Bonn"),
            Optional.of("DE"),
            Optional.of(List.of("Mail House AG")),
            Optional.empty(),
            Optional.empty());

    private static RequestEvent event(int number, RequestStep step, String text, String until, String reference) {
        return new RequestEvent(
                number,
                step,
                AT,
                "rosa",
                text,
                until.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(until)),
                reference.isEmpty() ? Optional.empty() : Optional.of(reference));
    }

    private static PrivacyRequest request(RequestKind kind, String place, RequestEvent... then) {
        List<RequestEvent> history = new ArrayList<>(List.of(event(0, RequestStep.ENTERED, "", "", "")));
        history.addAll(List.of(then));
        return new PrivacyRequest(
                7,
                kind,
                "ab".repeat(32),
                place.isEmpty() ? Optional.empty() : Optional.of(place),
                LocalDate.of(2026, 11, 3),
                Scope.ofText(kind == RequestKind.OBJECTION ? "direct-marketing" : ""),
                Optional.empty(),
                Optional.of("2026-117"),
                AT,
                "rosa",
                history);
    }

    private static String letter(String language, LetterKind kind, Recipients recipients, PrivacyRequest about) {
        LetterContext context = new LetterContext(
                AT, ZoneId.of("Europe/Berlin"), Optional.of(SHOP), List.of(), EarlierFiles.NONE, recipients);
        return PlainText.of(RequestLetter.of(about, kind, context, new Sentences(language)))
                .replaceAll("\\s+", " ");
    }

    private static String letter(String language, LetterKind kind, PrivacyRequest about) {
        return letter(language, kind, Recipients.ON_REQUEST, about);
    }

    @Test
    void aRefusalGivesReasonAuthorityAndCourt() {
        PrivacyRequest refused = request(
                RequestKind.ERASURE,
                "DE",
                event(1, RequestStep.REFUSED, "Die Rechnungen müssen wir aufbewahren.", "", ""));

        assertThat(letter("de", LetterKind.REFUSAL, refused))
                .contains(
                        "Ihr Antrag auf Löschung: Ablehnung",
                        "Ausgestellt am 23. November 2026. Aktenzeichen: 2026-117.",
                        "Verantwortlicher: Shop GmbH.",
                        "Eingegangen bei uns am 3. November 2026 (Art. 17 DSGVO).",
                        "Ihrem Antrag können wir nicht entsprechen (Art. 12 Abs. 4 DSGVO). Die Gründe:",
                        "Die Rechnungen müssen wir aufbewahren.",
                        "Sich bei einer Datenschutzbehörde beschweren",
                        "(Art. 77)",
                        "Einen gerichtlichen Rechtsbehelf einlegen (Art. 79).",
                        "privacy@shop.example",
                        "officer@shop.example",
                        "Die für uns zuständige Aufsichtsbehörde: The authority")
                .doesNotContain("abab");
        assertThat(letter("en", LetterKind.REFUSAL, refused))
                .contains("We cannot comply with your request (GDPR Art. 12(4)).", "Seek a judicial remedy (Art. 79).");
    }

    @Test
    void anExtensionNamesBothDaysAndTheReason() {
        PrivacyRequest extended = request(
                RequestKind.ACCESS,
                "DE",
                event(1, RequestStep.EXTENDED, "The branch has to look the form up.", "2027-02-03", ""));

        assertThat(letter("en", LetterKind.EXTENSION, extended))
                .contains(
                        "you will have it by 3 February 2027. The time limit would otherwise end on 3 December 2026",
                        "(GDPR Art. 12(3))",
                        "The branch has to look the form up.",
                        "Complain to a data protection authority");
    }

    @Test
    void aHoldIsOfUseUntilItEnds() {
        RequestEvent hold = event(1, RequestStep.HOLD_SET, "We need it for a claim.", "2027-01-31", "");
        assertThat(letter("de", LetterKind.HOLD, request(RequestKind.ERASURE, "DE", hold)))
                .contains(
                        "vorerst nicht, weil eine gesetzliche Ausnahme gilt (Art. 17 Abs. 3 DSGVO)",
                        "We need it for a claim.",
                        "längstens bis zum 31. Januar 2027",
                        "Art. 79");

        PrivacyRequest ended =
                request(RequestKind.ERASURE, "DE", hold, event(2, RequestStep.HOLD_ENDED, "settled", "", ""));
        assertThat(LetterKind.of(ended, TODAY)).isEmpty();
        assertThatThrownBy(() -> letter("de", LetterKind.HOLD, ended))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot write the hold letter of request R-7: its history has nothing that such a letter"
                        + " informs of; it allows none");
    }

    /** Such a letter would promise an erasure for a day in the past. */
    @Test
    void aHoldThatHasPassedHasNoLetter() {
        PrivacyRequest passed = request(
                RequestKind.ERASURE, "DE", event(1, RequestStep.HOLD_SET, "We need it for a claim.", "2026-11-22", ""));

        assertThat(LetterKind.of(passed, TODAY)).isEmpty();
        assertThat(LetterKind.of(passed, TODAY.minusDays(1))).containsExactly(LetterKind.HOLD);
        assertThatThrownBy(() -> letter("de", LetterKind.HOLD, passed)).isInstanceOf(Failure.class);
    }

    /** That all is erased would be false while a bucket keeps versions that nobody may delete. */
    @Test
    void anErasureThatLeftEarlierVersionsSaysSo() {
        PrivacyRequest erased = request(RequestKind.ERASURE, "DE", event(1, RequestStep.CARRIED_OUT, "", "", "E-1"));
        LetterContext kept = new LetterContext(
                AT, ZoneId.of("UTC"), Optional.of(SHOP), List.of(), EarlierFiles.KEPT, Recipients.ON_REQUEST);

        assertThat(PlainText.of(RequestLetter.of(erased, LetterKind.CONFIRMATION, kept, new Sentences("en"))))
                .contains("Our storage still holds earlier versions of files");
        assertThat(PlainText.of(RequestLetter.of(erased, LetterKind.CONFIRMATION, kept, new Sentences("de"))))
                .contains("enthält noch frühere Fassungen von Dateien");
        assertThat(letter("en", LetterKind.CONFIRMATION, erased)).doesNotContain("earlier versions");
    }

    @Test
    void aRefusedObjectionIsCalledAnObjection() {
        PrivacyRequest refused = request(RequestKind.OBJECTION, "DE", event(1, RequestStep.REFUSED, "no", "", ""));

        assertThat(letter("en", LetterKind.REFUSAL, refused)).contains("We cannot comply with your objection");
        assertThat(letter("de", LetterKind.REFUSAL, refused))
                .contains("Ihrem Widerspruch können wir nicht entsprechen");
    }

    /** GDPR Art. 19: all recipients are notified, and named if the person asks. */
    @Test
    void recipientsAreNamedToWhoeverAsks() {
        PrivacyRequest erased = request(
                RequestKind.ERASURE,
                "DE",
                event(1, RequestStep.RECIPIENTS_LISTED, "extract personal_offers of 2026-11-21", "", ""),
                event(
                        2,
                        RequestStep.RECIPIENTS_LISTED,
                        "contact moments for personal_offers of 2026-11-22; extract personal_offers of 2026-11-21, 2026-11-22",
                        "",
                        ""),
                event(3, RequestStep.CARRIED_OUT, "", "", "E-1"));

        assertThat(letter("en", LetterKind.CONFIRMATION, erased))
                .contains(
                        "On 23 November 2026 we erased what our customer profiles",
                        "Number of the erasure: E-1.",
                        "keyed hash of your customer number",
                        "If you ask us, we tell you who they are.")
                .doesNotContain("personal_offers", "Mail House", "Complain");
        assertThat(letter("en", LetterKind.CONFIRMATION, Recipients.NAMED, erased))
                .contains(
                        "extract for personal_offers: 21 November 2026, 22 November 2026",
                        "contact moments for personal_offers: 22 November 2026",
                        "Others who receive data from us: Mail House AG")
                .containsOnlyOnce("extract for");
    }

    @Test
    void aRestrictionPromisesToInformBeforeItIsLifted() {
        PrivacyRequest restricted =
                request(RequestKind.RESTRICTION, "DE", event(1, RequestStep.CARRIED_OUT, "", "", "2026-11-23-abc"));

        assertThat(letter("de", LetterKind.CONFIRMATION, restricted))
                .contains("Seit dem 23. November 2026 sind Ihre Daten nur noch gespeichert", "(Art. 18 Abs. 3 DSGVO)");
    }

    /** GDPR Art. 18(3): before it is lifted; and Art. 21 and 77 are still open to the person. */
    @Test
    void theEndOfARestrictionIsAnnouncedWithDayAndReason() {
        RequestEvent applied = event(1, RequestStep.CARRIED_OUT, "", "", "2026-11-23-abc");
        RequestEvent announced = event(2, RequestStep.LIFTING_ANNOUNCED, "The value is right.", "2026-12-07", "");
        PrivacyRequest restricted = request(RequestKind.RESTRICTION, "DE", applied, announced);

        assertThat(letter("de", LetterKind.LIFTING, restricted))
                .contains(
                        "Ihr Antrag auf Einschränkung der Verarbeitung: Aufhebung der Einschränkung",
                        "Seit dem 23. November 2026 sind Ihre Daten nur noch gespeichert",
                        "aufheben werden (Art. 18 Abs. 3 DSGVO). Der Grund: The value is right.",
                        "frühestens am 7. Dezember 2026",
                        "(Art. 77)");
        assertThat(letter("en", LetterKind.LIFTING, restricted))
                .contains("we will lift this restriction (GDPR Art. 18(3)).", "on 7 December 2026 at the earliest");
        assertThat(letter(
                        "en",
                        LetterKind.LIFTING,
                        request(
                                RequestKind.RESTRICTION,
                                "DE",
                                applied,
                                event(2, RequestStep.LIFTING_ANNOUNCED, "x", "", ""))))
                .contains("We lift it after you have received this letter.");
        assertThat(LetterKind.of(
                        request(
                                RequestKind.RESTRICTION,
                                "DE",
                                applied,
                                announced,
                                event(3, RequestStep.CLOSED, "x", "", "")),
                        TODAY))
                .doesNotContain(LetterKind.LIFTING);
    }

    /** An internal note is not for the person; the description of a correction is. */
    @Test
    void onlyTheTextMeantForThePersonIsQuoted() {
        RequestEvent done = event(1, RequestStep.CARRIED_OUT, "the due date", "", "");
        assertThat(letter("en", LetterKind.CONFIRMATION, request(RequestKind.RECTIFICATION, "DE", done)))
                .contains("the due date");
        assertThat(letter("en", LetterKind.CONFIRMATION, request(RequestKind.READMISSION, "DE", done)))
                .doesNotContain("the due date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "GB", "CH", "US-CA", "US-CO", "US-IA", "CA", "CA-QC", "BR", ""})
    void whereverThePersonLivesTheRemediesAreThere(String place) {
        RequestEvent refused = event(1, RequestStep.REFUSED, "no", "", "");
        for (String language : List.of("de", "en")) {
            for (RequestKind kind : RequestKind.values()) {
                String letter = letter(language, LetterKind.REFUSAL, request(kind, place, refused));
                assertThat(letter)
                        .as(language + " " + kind)
                        .containsPattern("[Bb]eschwe|Complain|complain|anzeigen|Report|Commission")
                        .doesNotContain("{", "()");
            }
        }
        assertThat(letter("en", LetterKind.REFUSAL, request(RequestKind.ACCESS, "GB", refused)))
                .contains("UK GDPR Art. 12(4)", "Data Protection Act 2018 s. 167")
                .doesNotContain("(GDPR");
        assertThat(letter("en", LetterKind.REFUSAL, request(RequestKind.ACCESS, "US-CO", refused)))
                .contains("Appeal to us", "C.R.S. § 6-1-1306")
                .doesNotContain("GDPR");
    }

    @ParameterizedTest
    @EnumSource(RequestKind.class)
    void whatWasDoneIsConfirmedInBothLanguages(RequestKind kind) {
        PrivacyRequest done = request(kind, "DE", event(1, RequestStep.CARRIED_OUT, "", "", "X-1"));
        boolean answersItself = kind == RequestKind.ACCESS || kind == RequestKind.PORTABILITY;

        assertThat(LetterKind.of(done, TODAY)).isEqualTo(answersItself ? List.of() : List.of(LetterKind.CONFIRMATION));
        if (!answersItself) {
            assertThat(letter("de", LetterKind.CONFIRMATION, done))
                    .contains("Bestätigung")
                    .doesNotContain("{");
            assertThat(letter("en", LetterKind.CONFIRMATION, done))
                    .contains("confirmation")
                    .doesNotContain("{");
        }
    }

    /** It would be untrue by the day on which it is issued. */
    @ParameterizedTest
    @EnumSource(
            value = RequestStep.class,
            names = {"CLOSED", "REFUSED"})
    void whatWasUndoneIsNotConfirmed(RequestStep end) {
        RequestEvent done = event(1, RequestStep.CARRIED_OUT, "", "", "X-1");
        RequestEvent ended = event(2, end, "why", "", "");

        assertThat(LetterKind.CONFIRMATION.event(request(RequestKind.RESTRICTION, "DE", done)))
                .isPresent();
        assertThat(LetterKind.CONFIRMATION.event(request(RequestKind.RESTRICTION, "DE", done, ended)))
                .isEmpty();
        assertThat(LetterKind.CONFIRMATION.event(request(RequestKind.ERASURE, "DE", done, ended)))
                .isPresent();
        RequestEvent hold = event(1, RequestStep.HOLD_SET, "We need it for a claim.", "2027-01-31", "");
        assertThat(LetterKind.HOLD.event(request(RequestKind.ERASURE, "DE", hold, ended)))
                .isEmpty();
    }

    @Test
    void theSwissLawIsCitedForWhatItSays() {
        RequestEvent refused = event(1, RequestStep.REFUSED, "no", "", "");

        assertThat(letter("de", LetterKind.REFUSAL, request(RequestKind.ACCESS, "CH", refused)))
                .contains("(FADP (DSG) Art. 26(4))");
        assertThat(letter("de", LetterKind.REFUSAL, request(RequestKind.PORTABILITY, "CH", refused)))
                .contains("(FADP (DSG) Art. 29(2))");
        assertThat(letter("de", LetterKind.REFUSAL, request(RequestKind.ERASURE, "CH", refused)))
                .doesNotContain("Art. 26(4)")
                .contains("Ihrem Antrag können wir nicht entsprechen. Die Gründe:");
    }

    /** Entered text stays text, on the page as well. */
    @Test
    void scriptInAReasonIsText() {
        PrivacyRequest refused =
                request(RequestKind.ACCESS, "DE", event(1, RequestStep.REFUSED, "<script>alert(1)</script>", "", ""));
        LetterContext context = new LetterContext(
                AT, ZoneId.of("UTC"), Optional.empty(), List.of(), EarlierFiles.NONE, Recipients.ON_REQUEST);

        assertThat(HtmlPage.of(RequestLetter.of(refused, LetterKind.REFUSAL, context, new Sentences("en"))))
                .contains("&lt;script&gt;")
                .doesNotContain("<script");
    }

    @Test
    void aLetterIsWrittenOnceItsNameStandsInTheHistory() {
        PrivacyRequest refused = request(RequestKind.ACCESS, "DE", event(1, RequestStep.REFUSED, "no", "", ""));
        String noted = LetterKind.REFUSAL.noted(refused, "0".repeat(64), new Sentences("de"));

        assertThat(LetterKind.REFUSAL.isWritten(refused)).isFalse();
        assertThat(LetterKind.REFUSAL.isWritten(request(
                        RequestKind.ACCESS,
                        "DE",
                        event(1, RequestStep.REFUSED, "no", "", ""),
                        event(2, RequestStep.NOTE, noted, "", ""))))
                .isTrue();
    }
}
