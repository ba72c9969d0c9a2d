package io.crumbless.cli.command;

import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PrivacyRequest;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hold",
        mixinStandardHelpOptions = true,
        header = "Put an erasure on legal hold, or end the hold.",
        description = "An erasure on hold cannot be carried out (GDPR Art. 17(3)).")
final class RequestsHoldCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The legal ground; with --end, why the hold ends.")
    private String text = "";

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "The last day of the hold (default: until it is ended).")
    private @Nullable LocalDate until;

    @Option(names = "--end", description = "End the hold.")
    private boolean end;

    RequestsHoldCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(
                number, "hold", rules -> end ? rules.holdEnded(text) : rules.held(text, Optional.ofNullable(until)));
    }
}
