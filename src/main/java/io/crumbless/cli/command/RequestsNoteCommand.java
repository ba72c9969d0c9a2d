package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        header = "Add a note, for example about correspondence.",
        description = "The note must not name anybody or quote a value, since it is kept as long as the register.")
final class RequestsNoteCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The note.")
    private String text = "";

    RequestsNoteCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "note", rules -> rules.note(text));
    }
}
