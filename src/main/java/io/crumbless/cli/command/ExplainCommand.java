package io.crumbless.cli.command;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.statement.ExplanationDocument;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Explain what is held about one person, and why.",
        description = {
            "Explains what a snapshot holds about one person: each value, who declared it, when, where, for "
                    + "which purposes, under which notice, and until when; what it was used for, on which nights; what "
                    + "became of all other statements, and why; what was refused and removed.",
            "",
            "It prints personal values. Each use is recorded with account, time and reason.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless explain C-1042 --reason \"access request 2026-117\"",
            "  crumbless explain C-1042 --as-of 2026-11-22 --lang de --reason \"complaint 2026-40\"",
            "  crumbless explain C-1001 --legacy --html C-1001.html --reason \"access request 2026-118\"",
        })
final class ExplainCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private SubjectOptions options = new SubjectOptions();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    ExplainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SubjectOptions.Answer answer = options.look(invocation, "explain");
        Document document = ExplanationDocument.of(answer.explanation(), answer.context(), answer.sentences());
        Optional<Path> page = options.writePage(invocation, document);
        if (json) {
            invocation.terminal().out().println(ExplanationJson.of(answer));
        } else if (page.isPresent()) {
            invocation.terminal().out().println(answer.sentences().of("written", page.get()));
        } else {
            invocation.terminal().out().print(PlainText.of(document));
        }
        return 0;
    }
}
