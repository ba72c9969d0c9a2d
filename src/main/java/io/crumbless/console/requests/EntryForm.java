package io.crumbless.console.requests;

import io.crumbless.answers.explain.RequestedPerson;
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
import io.crumbless.warehouse.request.Scope;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Enters a request by hand. */
final class EntryForm {
    private static final String KIND = "kind";
    private static final String RECEIVED = "received";
    private static final String PLACE = "place";
    private static final String REFERENCE = "reference";
    private static final String PURPOSES = "purposes";
    private static final int LONGEST_PLACE = 10;

    private final Desks desks;

    EntryForm(Desks desks) {
        this.desks = desks;
    }

    Reply page(Request request) {
        List<Part.Option> kinds = Arrays.stream(RequestKind.values())
                .map(kind -> new Part.Option(kind.word(), request.say("requests.kind." + kind.word())))
                .toList();
        String today = desks.desk(request).today().toString();
        Form form = new Form(
                Area.REQUESTS.path() + "/new",
                List.of(
                        new Field.Choice(
                                KIND, request.say("requests.column.kind"), "", kinds, RequestKind.ACCESS.word()),
                        new Field.Line(
                                Words.SUBJECT,
                                request.say("requests.subject"),
                                request.say("requests.subject.hint"),
                                true,
                                Words.LONGEST_ID),
                        new Field.Day(
                                RECEIVED,
                                request.say("requests.column.received"),
                                request.say("requests.received.hint"),
                                today,
                                true),
                        new Field.Line(
                                PLACE,
                                request.say("requests.place"),
                                request.say("requests.place.hint"),
                                false,
                                LONGEST_PLACE),
                        new Field.Line(
                                REFERENCE,
                                request.say("requests.column.reference"),
                                request.say("requests.reference.hint"),
                                false,
                                RequestDesk.LONGEST_REFERENCE),
                        new Field.Line(
                                PURPOSES,
                                request.say("requests.purposes"),
                                request.say("requests.purposes.hint", Scope.DIRECT_MARKETING),
                                false,
                                Words.LONGEST_ID)),
                request.say("requests.enter"));
        return new Reply.Show(Screen.of(
                request.say("requests.new"),
                List.of(
                        Part.Blocks.sentences(request.say("requests.new.lead")),
                        new Card(request.say("requests.new"), form))));
    }

    Reply enter(Request request) {
        SubjectId subject = Desks.requiredSubject(request);
        RequestKind kind = request.field(KIND)
                .flatMap(RequestKind::ofWord)
                .orElseThrow(() -> new PageRefusal(request.say("requests.refusal.kind-missing")));
        RequestedPerson person = desks.person(subject);
        return desks.step(request, desk -> {
            PrivacyRequest entered = desk.enter(subject, draft(request, kind, person, desk));
            return kind.notifiesRecipients() ? desk.listRecipients(entered, person.recipients()) : entered;
        });
    }

    private static PrivacyRequest.Draft draft(
            Request request, RequestKind kind, RequestedPerson person, RequestDesk desk) {
        Scope named = Scope.ofText(request.field(PURPOSES).orElse(""));
        Scope scope = kind == RequestKind.OPT_OUT && named.words().isEmpty()
                ? new Scope(List.of(Scope.SALE_AND_SHARING))
                : named;
        desk.requireKnown(scope);
        Optional<String> place = request.field(PLACE);
        if (place.filter(code -> !code.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")).isPresent()) {
            throw new PageRefusal(request.say("requests.refusal.place"));
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

    static Optional<LocalDate> day(Request request, String field) {
        try {
            return request.field(field).map(LocalDate::parse);
        } catch (DateTimeException e) {
            throw new PageRefusal(request.say("requests.refusal.day"));
        }
    }
}
