package io.crumbless.console.page;

import io.crumbless.console.access.User;
import io.crumbless.night.notify.Alert;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records a lockout in the access log and in the metrics, and notifies the people configured in the job. */
final class Lockout {
    private static final Logger LOG = LoggerFactory.getLogger(Lockout.class);

    private final ConsoleContext context;

    Lockout(ConsoleContext context) {
        this.context = context;
    }

    void begin(User user) {
        context.counters().lockout();
        context.recordLook(user, "console lockout", Optional.empty(), "many ids that nobody has");
        LOG.warn("Locked a user out of searches: many ids that nobody has; see the access log");
        // Retries several times, for up to a minute.
        Thread alerting = new Thread(this::alert, "console-alert");
        alerting.setDaemon(true);
        alerting.start();
    }

    private void alert() {
        Alert.send(
                        context.job(),
                        context.clock().instant(),
                        "console-lockout",
                        "Crumbless: " + context.job().name()
                                + ": a user of the console is locked out of searches for an"
                                + " hour, after many ids that nobody has; see the access log")
                .forEach(LOG::warn);
    }
}
