package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        header = "Approve an erasure or a re-admission.",
        description =
                "Another account must approve than the one that entered the request or, if a source delivered it, "
                        + "the one that checked the identity.")
final class RequestsApproveCommand extends RequestStepCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "Remarks.")
    private String text = "";

    RequestsApproveCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "approve", rules -> rules.approved(AccessOption.user(), text));
    }
}
