package io.crumbless.cli.command;

import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.statement.ConsentRecords;
import io.crumbless.answers.statement.Issued;
import io.crumbless.answers.statement.StatementDocument;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "statement",
        mixinStandardHelpOptions = true,
        header = "Write the answer to a person who asks what is held about them.",
        description = {
            "Writes what a person must be informed of about their own data: what they declared, why it is "
                    + "held, how it was used, when it will be deleted, what was deleted, what is never kept, and their "
                    + "rights. With --export, also writes a file for other programs, for requests of access and "
                    + "portability (GDPR Art. 15 and 20).",
            "",
            "It prints personal values. Each use is recorded with account, time and reason.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless statement C-1042 --lang de --html C-1042.html --reason \"access request 2026-117\"",
            "  crumbless statement C-1042 --export C-1042.json --reason \"portability request 2026-12\"",
        })
final class StatementCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private SubjectOptions options = new SubjectOptions();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description =
                    "Write the data for other programs to this file, which only you can read: JSON-LD, with a consent "
                            + "record of ISO/IEC TS 27560 for each declaration.")
    private @Nullable Path export;

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description =
                    "Reference of the case, which is printed on the letter: the number of a request, such as R-7.")
    private @Nullable String reference;

    StatementCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        SubjectOptions.Answer answer =
                options.look(invocation, "statement", export == null ? new Path[0] : new Path[] {export});
        Document document = StatementDocument.of(
                answer.explanation(),
                answer.context(),
                new Issued(invocation.clock().instant(), Optional.ofNullable(reference)),
                answer.sentences());
        Optional<Path> page = options.writePage(invocation, document);
        page.ifPresent(
                html -> invocation.terminal().out().println(answer.sentences().of("written", html)));
        Path file = export;
        if (file != null) {
            options.file(invocation, file)
                    .write(ManifestFile.bytes(
                            ConsentRecords.of(answer.explanation(), answer.context(), options.language())));
            invocation.terminal().out().println(answer.sentences().of("written", file));
        }
        if (page.isEmpty() && file == null) {
            invocation.terminal().out().print(PlainText.of(document));
        }
        warn(answer);
        return 0;
    }

    /** Missing information is reported to the operator, not in the answer to the person. */
    private void warn(SubjectOptions.Answer answer) {
        if (answer.context().unreadActivations() > 0) {
            invocation
                    .terminal()
                    .err()
                    .println("crumbless: " + Quantity.of(answer.context().unreadActivations(), "record")
                            + " of the activation logs cannot be read, and may be of this person; see"
                            + " 'activations' in the job file");
        }
        long unreadRows =
                answer.context().legacy().map(LegacyHoldings::unreadRows).orElse(0L);
        if (unreadRows > 0) {
            invocation
                    .terminal()
                    .err()
                    .println("crumbless: " + Quantity.of(unreadRows, "row")
                            + " of the legacy sources cannot be read, and may be of this person; see 'legacy' in the job"
                            + " file");
        }
        List<String> unstated = answer.context().unstated();
        if (!unstated.isEmpty()) {
            invocation
                    .terminal()
                    .err()
                    .println(
                            "crumbless: what GDPR Art. 15(1) and (2) want stated is missing in part; name it in the job file: "
                                    + String.join(", ", unstated));
        }
        if (export != null && !ConsentRecords.nameAllThatIsDemanded(answer.context())) {
            invocation
                    .terminal()
                    .err()
                    .println(
                            "crumbless: the records do not say that they conform to ISO/IEC TS 27560, which demands who"
                                    + " is responsible, where the data is stored and who receives it; name it under"
                                    + " 'controller' in the job file");
        }
    }
}
