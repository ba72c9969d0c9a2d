package io.crumbless.night.job;

import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * A cron expression: seconds, minutes, hours, day of month, month, day of week, in local time, without a time zone and
 * hence without daylight saving.
 */
public final class Cron {
    private final CronExpression expression;

    private Cron(CronExpression expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException that names what is wrong with the text */
    public static Cron parse(String text) {
        return new Cron(CronExpression.parse(text));
    }

    /** The first matching time after another one; empty if there is none, as for 31 February. */
    public Optional<LocalDateTime> next(LocalDateTime after) {
        return Optional.ofNullable(expression.next(after));
    }
}
