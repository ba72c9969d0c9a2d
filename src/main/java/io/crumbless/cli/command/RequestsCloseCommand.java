package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        header = "Close a request for which nothing is left to do.",
        description =
                "Values that a restriction, an objection or an opt-out withheld are used again from the next night "
                        + "on; inform the person before (GDPR Art. 18(3)).")
final class RequestsCloseCommand extends RequestStepCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The reason; required if values are used again.")
    private String text = "";

    RequestsCloseCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "close", rules -> rules.closed(text));
    }
}
