package io.crumbless.console.requests;

import io.crumbless.answers.explain.RequestedPerson;
import io.crumbless.console.access.SearchLimits.Verdict;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.PageRefusal;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Field;
import io.crumbless.console.page.Part.Form;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.RequestRefusal;
import io.crumbless.warehouse.request.RequestRefusal.Reason;
import io.crumbless.warehouse.request.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Enters a request manually. */
final class EntryForm {
    private static final String KIND = "kind";
    private static final String RECEIVED = "received";
    private static final String PLACE = "place";
    private static final String REFERENCE = "reference";
    private static final String PURPOSES = "purposes";
    private static final int REFUSED = 400;

    private final Desks desks;

    EntryForm(Desks desks) {
        this.desks = desks;
    }

    Reply page(Request request) {
        return new Reply.Show(screen(request, List.of(), form(request)));
    }

    private static Screen screen(Request request, List<Part> above, Form form) {
        List<Part> parts = new ArrayList<>(above);
        parts.add(Part.Blocks.sentences(request.say("requests.new.lead")));
        parts.add(new Card(request.say("requests.new.head"), form));
        return Screen.of(request.say("requests.new"), parts);
    }

    /** With what was entered before, if anything. */
    private Form form(Request request) {
        return new Form(
                Area.REQUESTS.path() + "/new",
                List.of(
                        kinds(request),
                        purposes(request),
                        new Field.Line(
                                Words.SUBJECT,
                                request.say("requests.subject"),
                                request.say("requests.subject.hint"),
                                request.raw(Words.SUBJECT),
                                true,
                                Words.LONGEST_ID),
                        new Field.Day(
                                RECEIVED,
                                request.say("requests.column.received"),
                                request.say("requests.received.hint"),
                                request.field(RECEIVED)
                                        .orElseGet(() ->
                                                desks.desk(request).today().toString()),
                                true),
                        new Field.Choice(
                                PLACE,
                                request.say("requests.place"),
                                request.say("requests.place.hint"),
                                new PlaceOptions(request).all(),
                                request.raw(PLACE)),
                        new Field.Line(
                                REFERENCE,
                                request.say("requests.column.reference"),
                                request.say("requests.reference.hint"),
                                request.raw(REFERENCE),
                                false,
                                RequestDesk.LONGEST_REFERENCE)),
                request.say("requests.enter"));
    }

    private static Field kinds(Request request) {
        List<Part.Option> kinds = Arrays.stream(RequestKind.values())
                .map(kind -> new Part.Option(
                        kind.word(),
                        request.say("requests.kind." + kind.word()),
                        request.say("requests.kind." + kind.word() + ".below")))
                .toList();
        return new Field.Pick(
                KIND,
                request.say("requests.kind"),
                "",
                false,
                kinds,
                List.of(request.field(KIND).orElse(RequestKind.ACCESS.word())),
                "");
    }

    /** Direct marketing comes first: GDPR Art. 21(2) leaves the controller no choice there. */
    private Field purposes(Request request) {
        List<Part.Option> options = new ArrayList<>();
        options.add(new Part.Option(Scope.DIRECT_MARKETING, request.sentences().of("purposes.marketing")));
        desks.purposes()
                .forEach(purpose -> options.add(
                        new Part.Option(purpose.id(), request.sentences().title(purpose.title(), purpose.id()))));
        return new Field.Pick(
                PURPOSES,
                request.say("requests.purposes"),
                request.say("requests.purposes.hint"),
                true,
                options,
                request.form().getOrDefault(PURPOSES, List.of()),
                RequestKind.OBJECTION.word());
    }

    Reply enter(Request request) {
        try {
            return entered(request);
        } catch (RequestRefusal refusal) {
            return again(request, field(refusal.reason()).orElseThrow(() -> refusal), Words.of(request, refusal));
        } catch (PageRefusal refusal) {
            return again(
                    request,
                    Optional.of(refusal.field())
                            .filter(field -> !field.isEmpty())
                            .orElseThrow(() -> refusal),
                    String.valueOf(refusal.getMessage()));
        }
    }

    private Reply again(Request request, String field, String sentence) {
        return new Reply.Refuse(
                REFUSED,
                screen(
                        request,
                        List.of(new Part.Message(Part.Tone.BAD, sentence)),
                        form(request).with(new Part.Problem(field, sentence))));
    }

    private static Optional<String> field(Reason reason) {
        return switch (reason) {
            case RECEIVED_LATER -> Optional.of(RECEIVED);
            case PURPOSES_MISSING, UNKNOWN_PURPOSE -> Optional.of(PURPOSES);
            case REFERENCE_TOO_LONG -> Optional.of(REFERENCE);
            default -> Optional.empty();
        };
    }

    private Reply entered(Request request) {
        SubjectId subject = Desks.requiredSubject(request);
        RequestKind kind = request.field(KIND)
                .flatMap(RequestKind::ofWord)
                .orElseThrow(() -> new PageRefusal(request.say("requests.refusal.kind-missing"), KIND));
        Verdict verdict = desks.context().limits().search(request.user());
        if (verdict != Verdict.ALLOWED) {
            throw new PageRefusal(request.say(verdict == Verdict.LOCKED ? "person.locked" : "person.too-many"));
        }
        RequestedPerson person = desks.person(subject);
        return desks.step(request, desk -> {
            PrivacyRequest entered = desk.enter(subject, draft(request, kind, person, desk));
            return kind.notifiesRecipients() ? desk.listRecipients(entered, person.recipients()) : entered;
        });
    }

    private static PrivacyRequest.Draft draft(
            Request request, RequestKind kind, RequestedPerson person, RequestDesk desk) {
        Scope scope = scope(request, kind);
        desk.requireKnown(scope);
        Optional<String> place = request.field(PLACE);
        if (place.filter(code -> !code.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")).isPresent()) {
            throw new PageRefusal(request.say("requests.refusal.place"), PLACE);
        }
        return new PrivacyRequest.Draft(
                kind,
                place.or(person::place),
                day(request, RECEIVED).orElseGet(desk::today),
                scope,
                Optional.empty(),
                request.field(REFERENCE),
                request.user().name());
    }

    /** Purposes ticked for another kind before this one was chosen are hidden, and ignored. */
    private static Scope scope(Request request, RequestKind kind) {
        if (kind == RequestKind.OPT_OUT) {
            return new Scope(List.of(Scope.SALE_AND_SHARING));
        }
        return kind.hasPurposes()
                ? Scope.ofText(String.join(" ", request.form().getOrDefault(PURPOSES, List.of())))
                : Scope.NONE;
    }

    static Optional<LocalDate> day(Request request, String field) {
        try {
            return request.field(field).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw new PageRefusal(request.say("requests.refusal.day"), field);
        }
    }
}
