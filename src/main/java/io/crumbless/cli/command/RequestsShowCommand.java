package io.crumbless.cli.command;

import io.crumbless.cli.render.RequestJson;
import io.crumbless.cli.render.RequestWords;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Show one request with its history.",
        description = "With --subject, also lists to whom values were disclosed, from the extracts of the kept nights; "
                + "the list is recorded, so that they can be notified (GDPR Art. 19).")
final class RequestsShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private RequestsCommand register;

    @Parameters(paramLabel = "REQUEST", description = "The number of the request, such as R-7.")
    private String request = "";

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description = "The customer id, which the register does not contain.")
    private @Nullable String subject;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    RequestsShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        register.atDesk(desk -> {
            PrivacyRequest found = desk.look(RequestsCommand.number(request));
            print(subject == null ? found : register.listRecipients(desk, found, new SubjectId(subject)), desk);
            return true;
        });
        return 0;
    }

    private void print(PrivacyRequest found, RequestDesk desk) {
        Map<String, @Nullable Object> result = ResultJson.ordered("outcome", "shown", "exit_code", 0);
        result.putAll(RequestJson.object(found, desk.today()));
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(result) + "\n"
                                : RequestWords.whole(
                                        found, desk.today(), register.job().zone()));
    }
}
