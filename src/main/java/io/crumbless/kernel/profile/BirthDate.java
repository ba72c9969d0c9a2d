package io.crumbless.kernel.profile;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The date of birth that a value of the policy's age attribute denotes. If only a year is given, it is the last day of
 * that year, so that nobody is taken to be older than they are.
 */
public final class BirthDate {
    /** Systems write earlier years for "no date" (0001-01-01); nobody who declares is that old. */
    private static final int EARLIEST_YEAR = 1900;

    private BirthDate() {}

    /**
     * @param spokenOn the day on which it was declared, in days since the epoch; a later date of birth is invalid
     * @return null if the value cannot be a date of birth
     */
    public static @Nullable LocalDate of(@Nullable Value value, long spokenOn) {
        if (value instanceof Value.Day day) {
            boolean possible =
                    day.date().getYear() >= EARLIEST_YEAR && day.date().toEpochDay() <= spokenOn;
            return possible ? day.date() : null;
        }
        if (value instanceof Value.Whole year) {
            boolean possible = year.number() >= EARLIEST_YEAR
                    && year.number() <= LocalDate.ofEpochDay(spokenOn).getYear();
            return possible ? LocalDate.of((int) year.number(), 12, 31) : null;
        }
        return null;
    }
}
