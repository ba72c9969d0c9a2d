package io.crumbless.console.requests;

import io.crumbless.answers.letter.LetterKind;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Request;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.warehouse.request.PriorNotice;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import io.crumbless.warehouse.request.RequestRules;
import io.crumbless.warehouse.request.RequestStatus;
import io.crumbless.warehouse.request.RequestStep;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The forms for the next steps of a request; submitted steps are checked again, by the rules of the register. */
final class Actions {
    /** Texts that a letter quotes. */
    private static final Set<String> READ_BY_THE_PERSON =
            Set.of("announce-lifting", "corrected", "extend", "hold", "refuse");

    private final Request page;
    private final PrivacyRequest about;
    private final LocalDate today;
    private final Optional<WrongStep> wrong;
    private final boolean works;
    private final List<Part> next = new ArrayList<>();
    private final List<Part> others = new ArrayList<>();

    /** @param wrong the last submitted form, if it had an error */
    Actions(Request page, PrivacyRequest about, LocalDate today, Optional<WrongStep> wrong) {
        this.page = page;
        this.about = about;
        this.today = today;
        this.wrong = wrong;
        this.works = page.user().is(ConsoleRole.REQUESTER);
    }

    List<Part> parts() {
        boolean open = about.status().isOpen();
        about.hold(today)
                .ifPresent(hold -> next.add(new Part.Message(
                        Tone.WAITING,
                        hold.until()
                                .map(day -> page.say(
                                        "requests.held.until", page.sentences().day(day), hold.ground()))
                                .orElseGet(() -> page.say("requests.held", hold.ground())))));
        if (works && open && about.kind().needsIdentity() && !about.has(RequestStep.IDENTITY_CHECKED)) {
            next.add(card("identity", Form.Style.MAIN, text("identity", true)));
        }
        approval();
        if (works) {
            carryingOut();
            letters();
            if (open) {
                delays();
            }
            ending();
        }
        others.add(folded("note", Form.Style.SECONDARY, text("note", true)));
        List<Part> parts = new ArrayList<>(next);
        parts.add(new Card(page.say("requests.others"), others));
        return parts;
    }

    private void approval() {
        boolean waits = about.kind().needsApproval()
                && about.status() == RequestStatus.OPEN
                && about.has(RequestStep.IDENTITY_CHECKED);
        if (!waits) {
            return;
        }
        Optional<Reason> barred =
                new RequestRules(about, today).barredFromApproving(page.user().name());
        barred.ifPresent(why -> next.add(new Part.Message(
                Tone.WAITING,
                page.say(why == Reason.OWN_REQUEST ? "requests.approve.other" : "requests.approve.other-check"))));
        if (barred.isEmpty() && page.user().is(ConsoleRole.APPROVER)) {
            next.add(card("approve", Form.Style.MAIN, text("approve", false)));
        }
    }

    private void carryingOut() {
        boolean identified = about.has(RequestStep.IDENTITY_CHECKED);
        boolean answer = about.kind() == RequestKind.ACCESS || about.kind() == RequestKind.PORTABILITY;
        if (answer && identified && about.status().isOpen()) {
            next.add(card(
                    about.kind() == RequestKind.PORTABILITY ? "file" : "letter",
                    "letter",
                    Form.Style.MAIN,
                    subject("letter"),
                    language("letter")));
        }
        boolean answered = answer || about.kind() == RequestKind.RECTIFICATION;
        if (answered && identified && about.status() == RequestStatus.OPEN) {
            next.add(
                    card("answered", Form.Style.SECONDARY, text(answer ? "answered" : "corrected", "answered", false)));
        }
        if (about.status() == RequestStatus.APPROVED && about.hold(today).isEmpty()) {
            next.add(
                    about.kind() == RequestKind.ERASURE
                            ? card("erase", Form.Style.GRAVE, subject("erase"))
                            : card("readmit", Form.Style.MAIN, subject("readmit"), text("readmit", false)));
        }
    }

    /** Of what the person is to be informed of now, in sight; of what they were informed of, folded. */
    private void letters() {
        for (LetterKind kind : LetterKind.of(about, today)) {
            String step = RequestPages.letter(kind);
            List<Field> fields = new ArrayList<>(List.of(language(step)));
            if (kind == LetterKind.CONFIRMATION && about.kind().notifiesRecipients()) {
                fields.add(new Field.Box(
                        Papers.RECIPIENTS,
                        page.say("requests.recipients"),
                        page.say("requests.recipients.hint"),
                        false,
                        false));
            }
            Field[] all = fields.toArray(Field[]::new);
            boolean due = kind == LetterKind.EXTENSION || kind == LetterKind.HOLD
                    ? about.status().isOpen()
                    : about.status() != RequestStatus.CLOSED;
            if (!due || kind.isWritten(about)) {
                others.add(folded(step, Form.Style.SECONDARY, all));
            } else {
                next.add(card(step, Form.Style.MAIN, all));
            }
        }
    }

    private void delays() {
        if (new RequestRules(about, today).mayBeExtended()) {
            others.add(folded("extend", Form.Style.SECONDARY, text("extend", true)));
        }
        if (about.kind() == RequestKind.ERASURE) {
            others.add(
                    about.hold(today).isPresent()
                            ? folded("end-hold", Form.Style.SECONDARY, text("end-hold", true))
                            : folded(
                                    "hold",
                                    Form.Style.SECONDARY,
                                    text("hold", true),
                                    new Field.Day(
                                            Words.UNTIL,
                                            page.say("requests.hold.until"),
                                            page.say("requests.hold.until.hint"),
                                            typed("hold", Words.UNTIL),
                                            false)));
        }
    }

    private void ending() {
        if (about.status() == RequestStatus.OPEN) {
            others.add(folded("refuse", Form.Style.GRAVE, text("refuse", true)));
        }
        boolean done = about.status() == RequestStatus.CARRIED_OUT || about.status() == RequestStatus.REFUSED;
        if (done || about.withholds()) {
            if (about.kind().withholds()) {
                lifting();
            } else {
                next.add(card("close", Form.Style.SECONDARY, text("close", false)));
            }
        }
    }

    /** The person is informed before a restriction is lifted (GDPR Art. 18(3)); of the others, the end is their own wish. */
    private void lifting() {
        if (about.kind() != RequestKind.RESTRICTION || !about.withholds()) {
            others.add(folded("lift", "close", Form.Style.SECONDARY, text("lift", true)));
            return;
        }
        Field.Day from = new Field.Day(
                Words.UNTIL,
                page.say("requests.lifting.from"),
                page.say("requests.lifting.from.hint"),
                typed("announce-lifting", Words.UNTIL),
                false);
        if (about.has(RequestStep.CARRIED_OUT)) {
            others.add(folded("announce-lifting", Form.Style.SECONDARY, text("announce-lifting", true), from));
        }
        Field.Box informed = new Field.Box(
                Words.INFORMED, page.say("requests.informed"), page.say("requests.informed.hint"), false, false);
        if (LetterKind.priorNotice(about) == PriorNotice.LETTER) {
            next.add(new Card(
                    page.say("requests.do.lift"),
                    form("lift", "close", Form.Style.MAIN, text("lift", true), informed)));
        } else {
            others.add(folded("lift", "close", Form.Style.SECONDARY, text("lift", true), informed));
        }
    }

    private Card card(String step, Form.Style style, Field... fields) {
        return card(step, step, style, fields);
    }

    /** @param words name of the step, if it differs for some kinds */
    private Card card(String words, String step, Form.Style style, Field... fields) {
        return new Card(page.say("requests.do." + words), form(words, step, style, fields));
    }

    private Part folded(String step, Form.Style style, Field... fields) {
        return folded(step, step, style, fields);
    }

    /** @param words as in {@link #card(String, String, Form.Style, Field...)} */
    private Part folded(String words, String step, Form.Style style, Field... fields) {
        return new Part.Foldable(page.say("requests.do." + words), form(words, step, style, fields));
    }

    private List<Part> form(String words, String step, Form.Style style, Field... fields) {
        Form form = new Form(
                Area.REQUESTS.path() + "/" + about.id() + "/" + step,
                List.of(fields),
                page.say("requests.do." + words + ".button"),
                style);
        return List.of(
                Part.Blocks.sentences(page.say("requests.do." + words + ".lead")),
                wrong.filter(sent -> sent.step().equals(step))
                        .map(sent -> form.with(sent.problem()))
                        .orElse(form));
    }

    /** Of what is written for the person. */
    private Field language(String step) {
        String typed = typed(step, Papers.LANGUAGE);
        return new Field.Choice(
                Papers.LANGUAGE,
                page.say("requests.language"),
                page.say("requests.language.hint"),
                List.of(
                        new Part.Option("en", page.sentences().language("en")),
                        new Part.Option("de", page.sentences().language("de"))),
                typed.isEmpty() ? page.sentences().language() : typed);
    }

    /** What was entered into a field of the last submitted form. */
    private String typed(String step, String field) {
        return wrong.filter(sent -> sent.step().equals(step))
                .map(sent -> page.raw(field))
                .orElse("");
    }

    private Field subject(String step) {
        return new Field.Line(
                Words.SUBJECT,
                page.say("requests.subject"),
                page.say("requests.subject.again"),
                typed(step, Words.SUBJECT),
                true,
                Words.LONGEST_ID);
    }

    private Field text(String step, boolean required) {
        return text(step, step.equals("lift") ? "close" : step, required);
    }

    /** @param words by which the text is called */
    private Field text(String words, String step, boolean required) {
        return new Field.Area(
                Words.TEXT,
                page.say("requests.text." + words),
                page.say(READ_BY_THE_PERSON.contains(words) ? "requests.text.hint.person" : "requests.text.hint"),
                typed(step, Words.TEXT),
                required,
                RequestRules.LONGEST_TEXT);
    }
}
