package io.crumbless.cli.command;

import io.crumbless.answers.letter.LetterKind;
import io.crumbless.night.request.RequestDesk;
import io.crumbless.warehouse.request.PriorNotice;
import io.crumbless.warehouse.request.PrivacyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        header = "Close a request for which nothing is left to do.",
        description =
                "Values that a restriction, an objection or an opt-out withheld are used again from the next night "
                        + "on. A restriction is lifted only after the person was informed (GDPR Art. 18(3)): by the letter "
                        + "about an announced end, or otherwise, which --informed states.")
final class RequestsCloseCommand extends RequestStepCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "The reason; required if values are used again.")
    private String text = "";

    @Option(
            names = "--informed",
            description =
                    "The person was informed before without the letter, or asked for the end themselves; say how in TEXT.")
    private boolean informed;

    RequestsCloseCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(
                number,
                "close",
                rules ->
                        rules.closed(text, informed ? PriorNotice.OTHERWISE : LetterKind.priorNotice(rules.request())));
    }
}
