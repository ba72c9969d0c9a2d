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
        name = "announce-lifting",
        mixinStandardHelpOptions = true,
        header = "Announce that a restriction of processing is lifted.",
        description = "Records why and from when, for the letter (letter R-7 lifting): the person is informed before "
                + "(GDPR Art. 18(3)). The restriction stays in effect until it is closed.")
final class RequestsAnnounceLiftingCommand extends RequestStepCommand {
    @Parameters(index = "1", paramLabel = "TEXT", description = "The reason, as the person reads it.")
    private String text = "";

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "The first day on which it may be lifted (default: once the letter is written).")
    private @Nullable LocalDate from;

    RequestsAnnounceLiftingCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    PrivacyRequest act(RequestDesk desk, long number) {
        return desk.add(number, "announce-lifting", rules -> rules.liftingAnnounced(text, Optional.ofNullable(from)));
    }
}
