package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "refuse",
        mixinStandardHelpOptions = true,
        header = "Refuse a request, with the reason.",
        description =
                "Inform the person of the reason and of where to complain (GDPR Art. 12(4)). The request no longer "
                        + "withholds values.")
final class RequestsRefuseCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The reason given to the person.")
    private String text = "";

    RequestsRefuseCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "refuse", rules -> rules.refused(text));
    }
}
