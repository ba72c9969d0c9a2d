package io.crumbless.cli.command;

import io.crumbless.answers.explain.RequestedPerson;
import io.crumbless.cli.render.RequestJson;
import io.crumbless.cli.render.RequestWords;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.request.PrivacyRequest;
import io.crumbless.warehouse.request.RequestKind;
import io.crumbless.warehouse.request.Scope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        header = "Enter a request by hand.",
        description = {
            "KIND is access, erasure, rectification, restriction, objection, portability, opt-out or "
                    + "readmission. The register stores only a keyed hash of the person; enter the number of the case "
                    + "with --reference to find the letter again.",
            "",
            "For requests whose recipients must be notified (GDPR Art. 19), it lists for what the values were "
                    + "disclosed.",
        })
final class RequestsAddCommand implements Callable<Integer> {
    private final Invocation invocation;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private RequestsCommand register;

    @Parameters(index = "0", paramLabel = "KIND", description = "The kind of request.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "SUBJECT", description = "The customer id.")
    private String subject = "";

    @Option(names = "--received", paramLabel = "DATE", description = "Day of receipt (default: today).")
    private @Nullable LocalDate received;

    @Option(
            names = "--jurisdiction",
            paramLabel = "PLACE",
            description =
                    "Jurisdiction of the person, an ISO 3166 code such as DE or US-CA (default: that of the profile, "
                            + "otherwise controller.stored-in).")
    private @Nullable String place;

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "Number of the case in another system; it must not name anybody.")
    private @Nullable String reference;

    @Option(
            names = "--purpose",
            paramLabel = "PURPOSE",
            description =
                    "The purpose that the person objects to: its id, or direct-marketing. May be given several times.")
    private List<String> purposes = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    RequestsAddCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (!SubjectId.isValid(subject)) {
            throw new Failure(ErrorCategory.CALLER, "Invalid SUBJECT: it is blank");
        }
        SubjectId person = new SubjectId(subject);
        RequestKind asked = kind();
        RequestedPerson known = register.person(person);
        register.changing(desk -> {
            PrivacyRequest entered = desk.enter(person, draft(asked, desk, known));
            print(asked.notifiesRecipients() ? desk.listRecipients(entered, known.recipients()) : entered, desk, known);
            return true;
        });
        return 0;
    }

    private RequestKind kind() {
        return RequestKind.ofWord(kind)
                .orElseThrow(() -> new Failure(
                        ErrorCategory.CALLER,
                        "Unknown kind '" + kind + "': expected one of "
                                + Arrays.stream(RequestKind.values())
                                        .map(RequestKind::word)
                                        .collect(Collectors.joining(", "))));
    }

    private PrivacyRequest.Draft draft(RequestKind asked, RequestDesk desk, RequestedPerson known) {
        Scope scope = asked == RequestKind.OPT_OUT && purposes.isEmpty()
                ? new Scope(List.of(Scope.SALE_AND_SHARING))
                : new Scope(purposes);
        desk.requireKnown(scope);
        return new PrivacyRequest.Draft(
                asked,
                Optional.ofNullable(place).or(known::place),
                Optional.ofNullable(received).orElseGet(desk::today),
                scope,
                Optional.empty(),
                Optional.ofNullable(reference).map(String::strip).filter(text -> !text.isEmpty()),
                AccessOption.user());
    }

    private void print(PrivacyRequest entered, RequestDesk desk, RequestedPerson known) {
        Map<String, @Nullable Object> result =
                ResultJson.ordered("outcome", "entered", "exit_code", 0, "found", known.isHeld());
        result.putAll(RequestJson.object(entered, desk.today()));
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(result) + "\n"
                                : RequestWords.line(entered, desk.today()) + "\n"
                                        + (known.isHeld()
                                                ? ""
                                                : "nothing is held under this id in the current snapshot\n"));
    }
}
