package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Confirmation;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "carry-out",
        mixinStandardHelpOptions = true,
        header = "Carry out a request.",
        description = {
            "Carries out an erasure that is approved and not on hold: erases the person from every snapshot, "
                    + "and records the receipt. Carries out a re-admission: re-admits the person. Both require the "
                    + "customer id, which must be the one of the request.",
            "",
            "For all other kinds, records that the answer was sent; --document records the name and hash of "
                    + "the document, not the document.",
        })
final class RequestsCarryOutCommand extends RequestStepCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SUBJECT",
            description = "The customer id, for an erasure or a re-admission.")
    private @Nullable String subject;

    @Option(names = "--text", paramLabel = "TEXT", description = "Remarks.")
    private String text = "";

    @Option(names = "--document", paramLabel = "FILE", description = "The document that was sent.")
    private @Nullable Path document;

    @Option(names = "--yes", description = "Do not ask before erasing.")
    private boolean yes;

    RequestsCarryOutCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        PrivacyRequest request = desk.look(number);
        return switch (request.kind()) {
            case ERASURE -> erase(desk, request);
            case READMISSION -> desk.readmit(number, subject(request), text);
            case ACCESS, RECTIFICATION, PORTABILITY, RESTRICTION, OBJECTION, OPT_OUT ->
                desk.answered(number, text, Optional.ofNullable(document).map(this::hashed));
        };
    }

    private PrivacyRequest erase(RequestDesk desk, PrivacyRequest request) {
        SubjectId named = subject(request);
        desk.requireMayErase(request.number(), named);
        if (!Confirmation.of(
                invocation.terminal(), System.in, yes, "Erase the person of request " + request.id() + " for good?")) {
            throw new Failure(ErrorCategory.CALLER, "Stopped before anything was erased");
        }
        register.listRecipients(desk, request, named);
        try (LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            return desk.erase(request.number(), named, progress::message).request();
        }
    }

    private SubjectId subject(PrivacyRequest request) {
        if (subject == null || !SubjectId.isValid(subject)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing SUBJECT: name the customer id of request " + request.id()
                            + ", which the register does not hold");
        }
        return new SubjectId(subject);
    }

    /** Name and hash of a file, which prove later what was sent. */
    private String hashed(Path file) {
        Path path = invocation.resolve(file);
        try {
            return path.getFileName() + " sha256 " + Sha256.hex(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot read " + invocation.shown(path.toString()) + ": it is missing or may not be read",
                    e);
        }
    }
}
