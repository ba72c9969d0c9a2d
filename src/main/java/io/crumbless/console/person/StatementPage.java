package io.crumbless.console.person;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Part.Tone;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import java.util.ArrayList;
import java.util.List;

/** The statement as the person would read it, with the ways to deliver it. */
final class StatementPage extends PersonPage {
    static final String PATH = PersonPage.PATH + "/statement/{language}";
    static final String LOOK = "console statement";

    private final People people;

    StatementPage(People people) {
        super(Method.GET, PATH);
        this.people = people;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        Sentences sentences = sentences(request);
        People.Answer answer = people.look(request.user(), LOOK, lookup);
        Document document =
                StatementDocument.of(answer.explanation(), answer.context(), people.issued(lookup), sentences);
        List<Part> parts = new ArrayList<>();
        List<String> unstated = answer.context().unstated();
        if (!unstated.isEmpty()) {
            parts.add(new Part.Message(
                    Tone.WAITING, request.say("person.statement.unstated", String.join(", ", unstated))));
        }
        if (lookup.legacy().isEmpty() && people.hasLegacy()) {
            parts.add(new Part.Message(Tone.WAITING, request.say("person.statement.without-legacy")));
        }
        parts.add(ways(request, sentences));
        parts.add(reference(request, lookup));
        parts.add(new Part.Foreign(sentences.language(), statement(document)));
        return new Reply.Show(new Screen(
                request.say("person.statement.title"),
                document.title(),
                document.reference(),
                parts,
                sentences.language()));
    }

    private static List<Part> statement(Document document) {
        List<Part> parts = new ArrayList<>(List.of(new Part.Blocks(document.lead())));
        for (Section section : document.sections()) {
            parts.add(new Part.Card(section.head(), List.of(new Part.Blocks(section.blocks()))));
        }
        return parts;
    }

    /** The reference of the case, which is on the statement with the date. */
    private static Part reference(Request request, Lookup lookup) {
        return new Part.Foldable(
                request.say("person.statement.reference"),
                List.of(new Part.Form(
                        at(request, "/statement/" + request.at("language")),
                        List.of(new Part.Field.Line(
                                StatementReference.REFERENCE,
                                request.say("requests.column.reference"),
                                request.say("person.statement.reference.hint"),
                                lookup.reference().orElse(""),
                                false,
                                StatementReference.LONGEST)),
                        request.say("person.statement.reference.button"),
                        Part.Form.Style.SECONDARY)));
    }

    /** Sentences in the person's language, which may differ from the user's. */
    static Sentences sentences(Request request) {
        return new Sentences(request.at("language").equals("de") ? "de" : "en");
    }

    private static Part ways(Request request, Sentences sentences) {
        String here = at(request, "/statement/" + sentences.language());
        String other = sentences.language().equals("de") ? "en" : "de";
        return new Part.Links(List.of(
                new Link(
                        request.say("person.statement.print"),
                        here + "/sheet",
                        request.say("person.statement.print.below")),
                new Link(request.say("person.statement.html"), here + "/page", ""),
                new Link(
                        request.say("person.statement.json"),
                        here + "/records",
                        request.say("person.statement.json.below")),
                new Link(
                        request.say(
                                "person.statement.other", request.sentences().language(other)),
                        at(request, "/statement/" + other),
                        ""),
                new Link(request.say("person.back"), at(request, ""), "")));
    }
}
