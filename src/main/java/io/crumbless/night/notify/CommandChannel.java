package io.crumbless.night.notify;

import io.crumbless.process.InputCommand;
import java.time.Duration;
import java.util.List;

/** A program that receives the notification on its standard input. */
final class CommandChannel implements NotificationChannel {
    private final List<String> command;
    private final Duration patience;

    /** @param patience for its end */
    CommandChannel(List<String> command, Duration patience) {
        this.command = command;
        this.patience = patience;
    }

    @Override
    public String name() {
        return "the command '" + command.get(0) + "'";
    }

    @Override
    public Delivery deliver(byte[] json) {
        return new InputCommand(command, patience)
                .hand(json)
                .map(Delivery::passing)
                .orElse(Delivery.DONE);
    }
}
