package io.crumbless.warehouse.request;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * The deadline of a request.
 *
 * @param due the last day
 * @param extended whether it is later than the statutory first deadline
 * @param cite the provision; empty if the applicable law is not known
 */
public record Deadline(LocalDate due, boolean extended, String cite) {
    /** Days left, including today; 0 or less once it has passed. */
    public long daysLeft(LocalDate today) {
        return ChronoUnit.DAYS.between(today, due) + 1;
    }

    public boolean hasPassed(LocalDate today) {
        return today.isAfter(due);
    }
}
