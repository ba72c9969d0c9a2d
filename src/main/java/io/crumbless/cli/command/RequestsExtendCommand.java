package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "extend",
        mixinStandardHelpOptions = true,
        header = "Extend the deadline; the person must be informed.",
        description = "An extension is possible once, within the first deadline (GDPR Art. 12(3), Cal. Civ. Code § "
                + "1798.130(a)(2)).")
final class RequestsExtendCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The reason given to the person.")
    private String text = "";

    RequestsExtendCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "extend", rules -> rules.extended(text));
    }
}
