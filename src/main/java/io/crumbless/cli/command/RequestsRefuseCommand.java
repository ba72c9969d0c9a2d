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
                "The person is informed of the reason, and where to complain (GDPR Art. 12(4)). What withheld values ends.")
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
