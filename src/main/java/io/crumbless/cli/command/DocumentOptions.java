package io.crumbless.cli.command;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.render.ResultJson;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the format of a document: text, HTML page or JSON. */
final class DocumentOptions {
    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    /** As {@link LanguageOption#sentences()}. */
    Sentences sentences() {
        return page.sentences();
    }

    /** As {@link PageOptions#requirePlace}. */
    void requirePlace(Invocation invocation) {
        page.requirePlace(invocation);
    }

    /** @param forPrograms the object for {@code --json} */
    void show(Invocation invocation, Document document, Supplier<Object> forPrograms) {
        Optional<Path> written = page.write(invocation, document);
        if (json) {
            invocation.terminal().out().println(ResultJson.text(forPrograms.get()));
        } else if (written.isPresent()) {
            invocation.terminal().out().println(sentences().of("written", written.get()));
        } else {
            invocation.terminal().out().print(PlainText.of(document));
        }
    }
}
