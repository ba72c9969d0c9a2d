package io.crumbless.cli.command;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.wording.Sentences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for a document as an HTML page. */
final class PageOptions {
    @Mixin
    private LanguageOption language = new LanguageOption();

    @Mixin
    private ForceOption force = new ForceOption();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write an HTML page to this file, which only you can read.")
    private @Nullable Path html;

    String language() {
        return language.language();
    }

    /** As {@link LanguageOption#sentences()}. */
    Sentences sentences() {
        return language.sentences();
    }

    /**
     * Checks that the page can be written, before the work for it is done.
     *
     * @throws io.crumbless.process.Failure caller, as {@link OutputFile#requirePlace}
     */
    void requirePlace(Invocation invocation) {
        if (html != null) {
            file(invocation, html).requirePlace();
        }
    }

    /** Another file that the user named beside the page. */
    OutputFile file(Invocation invocation, Path named) {
        return force.file(invocation, named);
    }

    /**
     * Writes the document as a page, if one was asked for.
     *
     * @return the file as named by the user; empty if none was requested
     */
    Optional<Path> write(Invocation invocation, Document document) {
        Path file = html;
        if (file != null) {
            file(invocation, file).write(HtmlPage.of(document).getBytes(StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(file);
    }
}
