package io.crumbless.console.person;

import io.crumbless.answers.proof.ConsentProof;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Wording;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.console.page.ConsoleContext;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Link;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.console.page.Screen;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The person's statements, each of which can be downloaded as a proof package for outsiders. */
final class ProofsPage extends PersonPage {
    static final String PATH = PersonPage.PATH + "/proofs";
    private static final String LOOK = "console proof";

    /** Length of the hash that identifies a statement in paths, which contain no ids. */
    private static final int DIGITS = 24;

    private final ConsoleContext context;
    private final People people;

    ProofsPage(ConsoleContext context, People people) {
        super(Method.GET, PATH);
        this.context = context;
        this.people = people;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        People.Answer answer = people.look(request.user(), LOOK, lookup);
        Wording wording =
                new Wording(answer.explanation().policy(), context.job().zone(), PrivacyLaw.GDPR, request.sentences());
        List<Link> links = new ArrayList<>();
        statements(answer).forEach((name, entries) -> {
            Statement first = entries.get(0).statement();
            links.add(new Link(
                    request.say(
                            first.declares() ? "person.proofs.declared" : "person.proofs.withdrawn",
                            wording.plainTitle(first.attribute()),
                            wording.at(first.declaredAtMicros())),
                    at(request, "/proofs/" + name),
                    request.say("person.proofs.below", first.declarationId(), first.source())));
        });
        return new Reply.Show(new Screen(
                request.say("person.proofs.title"),
                request.say("person.proofs.title"),
                "",
                List.of(
                        Part.Blocks.sentences(request.say("person.proofs.lead")),
                        new Part.Links(List.of(new Link(request.say("person.back"), at(request, ""), ""))),
                        links.isEmpty()
                                ? Part.Blocks.sentences(request.say("person.proofs.none"))
                                : new Part.Card(request.say("person.proofs.head"), new Part.Links(links)))));
    }

    /** By their identifiers in paths; the statements with one id and source belong together. */
    private static Map<String, List<LogEntry>> statements(People.Answer answer) {
        Map<String, List<LogEntry>> statements = new LinkedHashMap<>();
        answer.explanation().log().forEach(entry -> statements
                .computeIfAbsent(name(entry.statement()), any -> new ArrayList<>())
                .add(entry));
        return statements;
    }

    private static String name(Statement statement) {
        return Sha256.hex((statement.source() + '\0' + statement.declarationId()).getBytes(StandardCharsets.UTF_8))
                .substring(0, DIGITS);
    }

    /** The download of a proof package. */
    static final class Package extends PersonPage {
        private final ConsoleContext context;
        private final People people;

        Package(ConsoleContext context, People people) {
            super(Method.GET, ProofsPage.PATH + "/{statement}");
            this.context = context;
            this.people = people;
        }

        @Override
        Reply answer(Request request, Lookup lookup) {
            People.Answer answer = people.look(request.user(), LOOK, lookup);
            List<LogEntry> entries = statements(answer).get(request.at("statement"));
            if (entries == null) {
                return new Reply.Refuse(
                        NOT_FOUND,
                        Screen.of(
                                request.say("person.proofs.gone"),
                                List.of(new Part.Links(List.of(
                                        new Link(request.say("person.proofs.title"), at(request, "/proofs"), ""))))));
            }
            SigningKey key = context.asking(control -> control.signing().key());
            byte[] zip = ConsentProof.of(
                            answer.explanation(),
                            answer.context(),
                            entries,
                            request.sentences().language(),
                            new Warehouse(context.job().warehouse()),
                            key,
                            context.clock().instant())
                    .zip();
            return new Reply.Download("proof.zip", "application/zip", zip);
        }
    }
}
