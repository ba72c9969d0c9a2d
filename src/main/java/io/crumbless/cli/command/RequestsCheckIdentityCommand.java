package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-identity",
        mixinStandardHelpOptions = true,
        header = "Note how the person's identity was checked.",
        description =
                "Before it nothing is disclosed, changed or deleted (GDPR Art. 12(6), 11 CCR § 7060). No copies of papers.")
final class RequestsCheckIdentityCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "How, or why it need not be.")
    private String text = "";

    RequestsCheckIdentityCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "check-identity", rules -> rules.identityChecked(text));
    }
}
