package io.crumbless.cli;

import io.crumbless.legal.Sentences;
import io.crumbless.legal.page.Document;
import io.crumbless.legal.page.HtmlPage;
import io.crumbless.legal.page.PlainText;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shows a document: as text, as a page, or to programs. */
final class PageOptions {
    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "Language of the sentences: de or en. Without it, en.")
    private String language = "en";

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page for browsers and for paper to this file instead; only you may read it.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    /** @throws Failure caller if there are no sentences in the language asked for */
    Sentences sentences() {
        return sentences(language);
    }

    static Sentences sentences(String language) {
        if (!Sentences.LANGUAGES.contains(language)) {
            throw new Failure(Actor.CALLER, "Invalid --lang '" + language + "': use de or en");
        }
        return new Sentences(language);
    }

    /** Writes a page for browsers and for paper. */
    static void write(Session session, Path file, Document document) {
        PrivateFile.write(session.resolve(file), HtmlPage.of(document).getBytes(StandardCharsets.UTF_8));
    }

    /** @param forPrograms the object for {@code --json} */
    void show(Session session, Document document, Supplier<Object> forPrograms) {
        Path file = html;
        if (file != null) {
            write(session, file, document);
        }
        if (json) {
            session.terminal().out().println(ResultJson.text(forPrograms.get()));
        } else if (file != null) {
            session.terminal().out().println("written to " + file);
        } else {
            session.terminal().out().print(PlainText.of(document));
        }
    }
}
