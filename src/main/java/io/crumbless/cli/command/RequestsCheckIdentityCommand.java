package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check-identity",
        mixinStandardHelpOptions = true,
        header = "Record how the identity of the person was checked.",
        description = "Before this step nothing may be disclosed, changed or deleted (GDPR Art. 12(6), 11 CCR § 7060). "
                + "Do not store copies of identity documents.")
final class RequestsCheckIdentityCommand extends RequestStepCommand {
    @Parameters(
            index = "1",
            paramLabel = "TEXT",
            description = "How the identity was checked, or why no check is needed.")
    private String text = "";

    RequestsCheckIdentityCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "check-identity", rules -> rules.identityChecked(text));
    }
}
