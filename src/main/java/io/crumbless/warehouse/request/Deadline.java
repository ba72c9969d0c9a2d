package io.crumbless.warehouse.request;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Until when a request is to be answered.
 *
 * @param due the last day
 * @param extended whether that is later than the first time the law gives
 * @param cite where the law says so; empty where the law of the place is not known
 */
public record Deadline(LocalDate due, boolean extended, String cite) {
    /** Days that are left, today included; 0 and less where it has passed. */
    public long daysLeft(LocalDate today) {
        return ChronoUnit.DAYS.between(today, due) + 1;
    }

    public boolean hasPassed(LocalDate today) {
        return today.isAfter(due);
    }
}
