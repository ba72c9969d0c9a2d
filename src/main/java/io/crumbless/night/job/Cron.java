package io.crumbless.night.job;

import java.time.LocalDateTime;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a clock on the wall shows a time that a cron expression names: seconds, minutes, hours, day of month, month, day
 * of week. It knows no zone, hence no daylight saving.
 */
public final class Cron {
    private final CronExpression expression;

    private Cron(CronExpression expression) {
        this.expression = expression;
    }

    /** @throws IllegalArgumentException saying what is wrong with the text */
    public static Cron parse(String text) {
        return new Cron(CronExpression.parse(text));
    }

    /** The first such time after another one; empty if there is none, as on the 31st of February. */
    public Optional<LocalDateTime> next(LocalDateTime after) {
        return Optional.ofNullable(expression.next(after));
    }
}
