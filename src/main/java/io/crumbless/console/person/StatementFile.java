package io.crumbless.console.person;

import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.statement.ConsentRecords;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.page.Method;
import io.crumbless.console.page.Reply;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;

/** The statement without frame: for paper, as an HTML file, and as records for other programs. */
final class StatementFile extends PersonPage {
    /** The format of the file. */
    enum Form {
        SHEET("/sheet"),
        PAGE("/page"),
        RECORDS("/records");

        private final String path;

        Form(String path) {
            this.path = path;
        }
    }

    private final People people;
    private final Form form;

    StatementFile(People people, Form form) {
        super(Method.GET, StatementPage.PATH + form.path);
        this.people = people;
        this.form = form;
    }

    @Override
    Reply answer(Request request, Lookup lookup) {
        Sentences sentences = StatementPage.sentences(request);
        People.Answer answer = people.look(request.user(), StatementPage.LOOK, lookup);
        return switch (form) {
            case SHEET -> new Reply.Sheet(html(lookup, answer, sentences));
            case PAGE ->
                new Reply.Download(
                        "statement.html",
                        "text/html; charset=utf-8",
                        html(lookup, answer, sentences).getBytes(StandardCharsets.UTF_8));
            case RECORDS ->
                new Reply.Download(
                        "statement.json",
                        "application/ld+json",
                        ManifestFile.bytes(
                                ConsentRecords.of(answer.explanation(), answer.context(), sentences.language())));
        };
    }

    private String html(Lookup lookup, People.Answer answer, Sentences sentences) {
        return HtmlPage.of(
                StatementDocument.of(answer.explanation(), answer.context(), people.issued(lookup), sentences));
    }
}
