package io.crumbless.night.notify;

import io.crumbless.process.InputCommand;
import java.time.Duration;
import java.util.List;

/** A program that receives the notification on its standard input. */
final class CommandChannel implements NotificationChannel {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> command;

    CommandChannel(List<String> command) {
        this.command = command;
    }

    @Override
    public String name() {
        return "the command '" + command.get(0) + "'";
    }

    @Override
    public Delivery deliver(byte[] json) {
        return new InputCommand(command, PATIENCE)
                .hand(json)
                .map(Delivery::passing)
                .orElse(Delivery.DONE);
    }
}
