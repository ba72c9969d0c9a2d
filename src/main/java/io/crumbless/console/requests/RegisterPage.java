package io.crumbless.console.requests;

import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.console.page.Area;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Figure;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.night.job.ConsoleRole;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The register: open requests, the nearest deadline first, those in effect, and those that are closed. */
final class RegisterPage {
    private static final String OPEN = "requests.open";
    private static final int DONE_SHOWN = 100;
    private static final int ON_OVERVIEW = 5;
    private static final Comparator<PrivacyRequest> BY_DEADLINE = Comparator.comparing(
                    (PrivacyRequest request) -> request.deadline().due())
            .thenComparing(PrivacyRequest::number);

    private final Desks desks;

    RegisterPage(Desks desks) {
        this.desks = desks;
    }

    Reply page(Request request) {
        RequestDesk desk = desks.desk(request);
        List<PrivacyRequest> all = desks.at(request, any -> desk.list(Optional.empty()));
        Words words = new Words(request, desk.today());
        List<Part> parts = new ArrayList<>();
        parts.add(Part.Blocks.sentences(request.say("requests.lead")));
        if (request.user().is(ConsoleRole.REQUESTER)) {
            parts.add(new Part.Lead(new Link(
                    request.say("requests.new"), Area.REQUESTS.path() + "/new", request.say("requests.new.below"))));
        }
        List<PrivacyRequest> open = of(all, Words::owesAnswer);
        parts.add(new Part.Figures(List.of(
                figure(request, open.size(), "requests.figure.open", Tone.PLAIN),
                figure(request, of(open, words::isSoon).size(), "requests.figure.soon", Tone.WAITING),
                figure(request, of(open, words::isOverdue).size(), "requests.figure.overdue", Tone.BAD),
                figure(
                        request,
                        of(all, PrivacyRequest::withholdsFromNobody).size(),
                        "requests.figure.nobody",
                        Tone.WAITING))));
        parts.add(card(request, words, OPEN, open));
        parts.add(
                card(request, words, "requests.effective", of(all, one -> one.withholds() && !Words.owesAnswer(one))));
        List<PrivacyRequest> done = new ArrayList<>(of(all, one -> !one.withholds() && !Words.owesAnswer(one)));
        done.sort(Comparator.comparingLong((PrivacyRequest one) -> one.number()).reversed());
        parts.add(card(request, words, "requests.done", done.subList(0, Math.min(DONE_SHOWN, done.size()))));
        return new Reply.Show(Screen.of(request.say("requests.title"), parts));
    }

    /** The nearest deadlines, for the overview. */
    Optional<Card> card(Request request) {
        if (!request.user().isAnyOf(RequestPages.READERS)) {
            return Optional.empty();
        }
        List<PrivacyRequest> all = desks.context()
                .askingIfFree(control -> control.requests().all())
                .orElse(List.of());
        List<PrivacyRequest> open = of(all, Words::owesAnswer);
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(card(
                        request,
                        new Words(request, desks.desk(request).today()),
                        OPEN,
                        open.subList(0, Math.min(ON_OVERVIEW, open.size()))));
    }

    private static List<PrivacyRequest> of(List<PrivacyRequest> all, Predicate<PrivacyRequest> wanted) {
        return all.stream().filter(wanted).sorted(BY_DEADLINE).toList();
    }

    private static Figure figure(Request request, int number, String key, Tone tone) {
        return new Figure(request.sentences().number(number), request.say(key), number == 0 ? Tone.PLAIN : tone);
    }

    private static Card card(Request request, Words words, String key, List<PrivacyRequest> requests) {
        return requests.isEmpty()
                ? new Card(request.say(key), Part.Blocks.sentences(request.say("requests.none")))
                : new Card(
                        request.say(key),
                        new Grid(
                                columns(request, key.equals(OPEN)),
                                requests.stream()
                                        .map(one -> row(request, words, one, key.equals(OPEN)))
                                        .toList()));
    }

    /** A column for the deadline only if an answer is owed. */
    private static List<Column> columns(Request request, boolean open) {
        List<Column> columns = new ArrayList<>(List.of(
                column(request, "number"),
                column(request, "kind"),
                column(request, open ? "next" : "status"),
                new Column(request.say("requests.column.received"), Kind.DAY)));
        if (open) {
            columns.add(new Column(request.say("requests.column.due"), Kind.DAY));
        }
        columns.add(column(request, "reference"));
        return columns;
    }

    private static Column column(Request request, String key) {
        return new Column(request.say("requests.column." + key), Kind.TEXT);
    }

    private static Row row(Request request, Words words, PrivacyRequest one, boolean open) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.to(Area.REQUESTS.path() + "/" + one.id(), one.id()),
                Cell.of(words.kind(one)),
                Cell.of(open ? request.say("requests.to-do." + words.next(one)) : words.status(one)),
                Cell.of(request.sentences().day(one.receivedOn()))));
        if (open) {
            cells.add(Cell.of(words.due(one), words.tone(one)));
        }
        cells.add(Cell.of(one.reference().orElse("")));
        return new Row(cells);
    }
}
