package io.crumbless.cli.command;

import io.crumbless.cli.render.RequestJson;
import io.crumbless.cli.render.RequestWords;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "List requests, the nearest deadline first.",
        description = "Lists all requests, or only some.")
final class RequestsListCommand implements Callable<Integer> {
    private final Invocation invocation;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private RequestsCommand register;

    @Option(names = "--open", description = "Only requests that wait for an answer.")
    private boolean open;

    @Option(names = "--overdue", description = "Only open requests whose deadline has passed.")
    private boolean overdue;

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "Only requests of one person, under every spelling of the id.")
    private @Nullable String subject;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    RequestsListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    RequestsListCommand(Invocation invocation, RequestsCommand register) {
        this.invocation = invocation;
        this.register = register;
    }

    @Override
    public Integer call() {
        register.atDesk(desk -> {
            List<PrivacyRequest> found = desk.list(subject()).stream()
                    .filter(request -> !(open || overdue) || request.status().isOpen())
                    .filter(request -> !overdue || request.deadline().hasPassed(desk.today()))
                    .sorted(Comparator.comparing((PrivacyRequest request) ->
                                    !request.status().isOpen())
                            .thenComparing(request -> request.deadline().due())
                            .thenComparing(PrivacyRequest::number))
                    .toList();
            print(found, desk);
            return true;
        });
        return 0;
    }

    private Optional<SubjectId> subject() {
        if (subject != null && !SubjectId.isValid(subject)) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --subject: it is blank");
        }
        return Optional.ofNullable(subject).map(SubjectId::new);
    }

    private void print(List<PrivacyRequest> found, RequestDesk desk) {
        Object result = ResultJson.ordered(
                "outcome", "shown", "exit_code", 0, "requests", RequestJson.objects(found, desk.today()));
        invocation
                .terminal()
                .out()
                .print(json ? ResultJson.text(result) + "\n" : RequestWords.table(found, desk.today()));
    }
}
