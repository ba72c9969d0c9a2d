package io.crumbless.night.notify;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.NotifySettings;
import io.crumbless.night.run.AttemptListener;
import io.crumbless.night.run.EndedAttempt;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notifies the people configured in a job of a failed night, and of the first published one after it. The same failure
 * of the same business date is reported once, however often it is retried. A run that was asked to stop has not failed,
 * nor has one that found the warehouse locked.
 *
 * <p>It tries three times, within a minute for each recipient. What reaches somebody not at all is a notice, and sent
 * again after the next attempt.
 */
public final class NightNotifications implements AttemptListener {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    /** For one try. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Duration> pauses;
    private final Duration patience;

    public NightNotifications() {
        this(PAUSES, PATIENCE);
    }

    /**
     * @param pauses before each retry
     * @param patience for one try
     */
    NightNotifications(List<Duration> pauses, Duration patience) {
        this.pauses = List.copyOf(pauses);
        this.patience = patience;
    }

    @Override
    public List<String> ended(EndedAttempt attempt) {
        if (attempt.job().monitoring().notifications().isNobody()) {
            return List.of();
        }
        ReportedFailure last = new ReportedFailure(attempt.job());
        return attempt.failure()
                .map(failure -> failed(attempt, failure, last))
                .orElseGet(() -> succeeded(attempt, last));
    }

    private List<String> failed(EndedAttempt attempt, Failure failure, ReportedFailure last) {
        boolean isNone = failure instanceof Stopped || failure.category() == ErrorCategory.BUSY;
        if (isNone || last.is(attempt.businessDate(), attempt.exitCode())) {
            return List.of();
        }
        List<String> undelivered = send(attempt.job(), Notification.failure(attempt, failure));
        if (undelivered.isEmpty()) {
            last.remember(attempt.businessDate(), attempt.exitCode());
        }
        return undelivered;
    }

    /** The success of a night before the failed one does not resolve the failure. */
    private List<String> succeeded(EndedAttempt attempt, ReportedFailure last) {
        if (last.businessDate()
                .filter(date -> !date.isAfter(attempt.businessDate()))
                .isEmpty()) {
            return List.of();
        }
        List<String> undelivered = send(attempt.job(), Notification.recovery(attempt));
        if (undelivered.isEmpty()) {
            last.forget();
        }
        return undelivered;
    }

    List<String> send(JobFile job, Notification notification) {
        List<String> undelivered = new ArrayList<>();
        for (NotificationChannel channel : channels(job.monitoring().notifications())) {
            trying(channel, notification.json())
                    .ifPresent(why -> undelivered.add("Cannot notify " + channel.name() + ": " + why
                            + "; see to it, the next attempt notifies of how it ends"));
        }
        return undelivered;
    }

    private List<NotificationChannel> channels(NotifySettings settings) {
        List<NotificationChannel> channels = new ArrayList<>();
        if (!settings.command().isEmpty()) {
            channels.add(new CommandChannel(settings.command(), patience));
        }
        settings.webhook().ifPresent(address -> channels.add(new WebhookChannel(address, patience)));
        settings.webhookFile().ifPresent(file -> channels.add(WebhookChannel.in(file, patience)));
        return channels;
    }

    /** @return the failure, as a message; empty if it was delivered */
    private Optional<String> trying(NotificationChannel channel, byte[] json) {
        NotificationChannel.Delivery delivery = channel.deliver(json);
        for (Duration pause : pauses) {
            if (!delivery.isWorthAnotherTry() || !slept(pause)) {
                break;
            }
            delivery = channel.deliver(json);
        }
        return delivery.failure();
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
