package io.crumbless.console.person;

import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.explain.IdSpelling;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Wording;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Cell;
import io.crumbless.console.page.Part.Grid;
import io.crumbless.console.page.Part.Row;
import io.crumbless.console.page.Part.Station;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is stored about a person, and why: each value with its derivation, then everything else. */
final class ExplanationPage extends PersonPage {
    private static final String LOOK = "console explain";

    private final People people;

    ExplanationPage(People people) {
        super(Method.GET, PATH);
        this.people = people;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        People.Answer answer = people.lookMeanwhile(request.user(), LOOK, lookup);
        // That the legacy was not read is shown in a card of its own, with a form to have it read.
        Document document =
                ExplanationDocument.of(answer.explanation(), answer.context().without(Gap.LEGACY), request.sentences());
        List<Part> parts = new ArrayList<>();
        if (answer.meanwhile()) {
            parts.add(meanwhile(request));
        }
        if (!lookup.spelt().equals(lookup.asked())) {
            parts.add(new Part.Message(
                    Tone.WAITING, request.say("person.other-spelling", IdSpelling.quoted(lookup.spelt()))));
        }
        Wording wording = new Wording(
                answer.explanation(), PrivacyLaw.of(answer.explanation(), answer.context()), request.sentences());
        List<HeldValue> held = answer.explanation().held();
        // Snapshot and policy are first in the document, but shown last here.
        Part lead = new Part.Blocks(document.lead().subList(1, document.lead().size()));
        if (held.isEmpty()) {
            parts.add(new Part.Card(request.say("person.short.none"), lead));
        } else {
            parts.add(lead);
            parts.add(inShort(request, wording, held));
        }
        parts.add(ways(request));
        for (int i = 0; i < document.sections().size(); i++) {
            Section section = document.sections().get(i);
            List<Part> inside = new ArrayList<>();
            if (i < held.size()) {
                inside.add(chain(request, answer.explanation(), wording, held.get(i)));
            }
            inside.add(new Part.Blocks(section.blocks()));
            parts.add(new Part.Card(section.head(), inside, i < held.size() ? anchor(i) : ""));
        }
        if (lookup.legacy().isEmpty() && people.hasLegacy()) {
            parts.add(legacy(request));
        }
        parts.add(new Part.Card(
                request.say("person.rests-on"), new Part.Blocks(document.lead().subList(0, 1))));
        // Titles are stored in the history of the browser.
        return new Reply.Show(new Screen(request.say("person.title"), document.title(), document.reference(), parts));
    }

    private static String anchor(int value) {
        return "value-" + (value + 1);
    }

    /** A summary of the answer; each line links to its reasons. */
    private static Part inShort(Request request, Wording wording, List<HeldValue> held) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            HeldValue value = held.get(i);
            rows.add(new Row(
                    Cell.to("#" + anchor(i), wording.plainTitle(value.attribute())),
                    Cell.of(wording.shown(value.attribute(), value.items())),
                    Cell.of(wording.at(value.lineage().declaredAtMicros())),
                    Cell.of(value.lineage().purposes().stream()
                            .map(wording::plainPurpose)
                            .collect(Collectors.joining(", ")))));
        }
        return new Part.Card(
                request.sentences().counted("console.person.short", held.size()),
                new Grid(
                        List.of(
                                column(request, "what", Kind.TEXT),
                                column(request, "value", Kind.TEXT),
                                column(request, "said", Kind.DAY),
                                column(request, "for", Kind.TEXT)),
                        rows));
    }

    private static Column column(Request request, String key, Kind kind) {
        return new Column(request.say("person.short." + key), kind);
    }

    private static Part ways(Request request) {
        return new Part.Links(List.of(
                new Part.Link(
                        request.say("person.nights.link"), at(request, "/nights"), request.say("person.nights.below")),
                new Part.Link(
                        request.say("person.statement.link"),
                        at(request, "/statement/" + request.sentences().language()),
                        request.say("person.statement.below")),
                new Part.Link(
                        request.say("person.proofs.title"),
                        at(request, "/proofs"),
                        request.say("person.proofs.link.below")),
                new Part.Link(request.say("person.other.link"), "/person", "")));
    }

    private static Part chain(Request request, Explanation explanation, Wording wording, HeldValue held) {
        List<Station> stations = new ArrayList<>();
        stations.add(station(request, "source", held.lineage().source()));
        Optional.ofNullable(held.lineage().declarationId())
                .ifPresent(id -> stations.add(station(request, "statement", id)));
        stations.add(station(request, "rule", held.lineage().rule()));
        stations.add(station(
                request,
                "profile",
                request.sentences().day(explanation.manifest().businessDate())));
        List<Use> uses = explanation
                .usage()
                .of(held.attribute(), held.lineage().source(), held.lineage().declarationId());
        disclosed(request, wording, "extract", RecipientKind.EXTRACT, uses).ifPresent(stations::add);
        disclosed(request, wording, "moment", RecipientKind.CONTACT_MOMENTS, uses)
                .ifPresent(stations::add);
        return new Part.Chain(stations);
    }

    private static Optional<Station> disclosed(
            Request request, Wording wording, String key, RecipientKind to, List<Use> uses) {
        String purposes = uses.stream()
                .filter(use -> use.to() == to)
                .map(Use::purpose)
                .distinct()
                .map(wording::plainPurpose)
                .collect(Collectors.joining(", "));
        return purposes.isEmpty() ? Optional.empty() : Optional.of(station(request, key, purposes));
    }

    private static Station station(Request request, String key, String text) {
        return new Station(request.say("person.station." + key), text);
    }

    private static Part legacy(Request request) {
        return new Part.Card(
                request.say("person.legacy.head"),
                Part.Blocks.sentences(request.say("person.legacy.lead")),
                new Part.Form(
                        at(request, "/legacy"),
                        List.of(),
                        request.say("person.legacy.button"),
                        Part.Form.Style.SECONDARY));
    }
}
