package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "note",
        mixinStandardHelpOptions = true,
        header = "Keep a note, such as of correspondence.",
        description = "Names nobody and quotes no value: the note is kept for as long as the register.")
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
