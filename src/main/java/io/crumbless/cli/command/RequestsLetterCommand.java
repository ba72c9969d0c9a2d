package io.crumbless.cli.command;

import io.crumbless.answers.letter.LetterContext;
import io.crumbless.answers.letter.LetterContext.EarlierFiles;
import io.crumbless.answers.letter.LetterContext.Recipients;
import io.crumbless.answers.letter.LetterKind;
import io.crumbless.answers.letter.RequestLetter;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.HtmlPage;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "letter",
        mixinStandardHelpOptions = true,
        header = "Write the letter about a refusal, an extension, a hold, a lifted restriction, or what was done.",
        description = {
            "Writes what a person must be informed of about their request (GDPR Art. 12(3), 12(4) and 18(3)): date, reference, "
                    + "the reason as it was entered, and where they can complain. It names nobody. The answer to a "
                    + "request of access is written by statement.",
            "",
            "With --html, name and hash of the letter are added to the history of the request.",
        })
final class RequestsLetterCommand implements Callable<Integer> {
    private final Invocation invocation;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private RequestsCommand register;

    @Parameters(index = "0", paramLabel = "REQUEST", description = "The number of the request, such as R-7.")
    private String request = "";

    @Parameters(
            index = "1",
            paramLabel = "LETTER",
            description = "What it informs of: extension, hold, refusal, lifting or confirmation.")
    private String letter = "";

    @Option(
            names = "--recipients",
            description =
                    "Name the recipients of the person's values in a confirmation, if the person asks for them (GDPR Art. 19).")
    private boolean recipients;

    @Mixin
    private PageOptions page = new PageOptions();

    RequestsLetterCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        LetterKind kind = LetterKind.ofWord(letter).orElseThrow(() -> {
            String known =
                    Arrays.stream(LetterKind.values()).map(LetterKind::word).collect(Collectors.joining(", "));
            return new Failure(ErrorCategory.CALLER, "Unknown letter '" + letter + "': use " + known);
        });
        Sentences sentences = page.sentences();
        page.requirePlace(invocation);
        return register.atDesk(desk -> {
            PrivacyRequest about = desk.look(RequestsCommand.number(request));
            write(desk, about, kind, RequestLetter.of(about, kind, context(desk, about), sentences));
            return 0;
        });
    }

    private LetterContext context(RequestDesk desk, PrivacyRequest about) {
        JobFile job = register.job();
        return new LetterContext(
                invocation.clock().instant(),
                job.zone(),
                job.controller(),
                RequestDesk.purposes(job),
                desk.keepsEarlierVersions(about) ? EarlierFiles.KEPT : EarlierFiles.NONE,
                recipients ? Recipients.NAMED : Recipients.ON_REQUEST);
    }

    private void write(RequestDesk desk, PrivacyRequest about, LetterKind kind, Document document) {
        Optional<Path> written = page.write(invocation, document);
        if (written.isEmpty()) {
            invocation.terminal().out().print(PlainText.of(document));
            return;
        }
        String hash = Sha256.hex(HtmlPage.of(document).getBytes(StandardCharsets.UTF_8));
        desk.add(about.number(), "letter", rules -> rules.note(kind.noted(about, hash, new Sentences("en"))));
        invocation.terminal().out().println(page.sentences().of("written", written.get()));
    }
}
