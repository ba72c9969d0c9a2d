package io.crumbless.settings.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** ISO 8601 periods in policy files: {@code P13M}, {@code P8W}, {@code -P10D}. */
final class Periods {
    /** Days over which two periods are compared: four years contain every length of month and year. */
    private static final int COMPARED_DAYS = 1461;

    private static final Pattern SHAPE = Pattern.compile("-?P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?");

    private static final LocalDate BASE = LocalDate.of(2023, 1, 1);

    private Periods() {}

    /** @throws IllegalArgumentException if the text is not a period */
    static Period signed(String text) {
        try {
            if (SHAPE.matcher(text).matches()) {
                return Period.parse(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the period is too long", e);
        }
        throw new IllegalArgumentException("expected a period such as P13M, P8W or -P10D");
    }

    /** @throws IllegalArgumentException if the text is not a period, or is not positive */
    static Period positive(String text) {
        Period period = signed(text);
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period must be longer than nothing");
        }
        return period;
    }

    /** Whether adding {@code first} never leads past adding {@code second}, for any date. */
    static boolean neverLonger(Period first, Period second) {
        return IntStream.range(0, COMPARED_DAYS).mapToObj(BASE::plusDays).noneMatch(day -> day.plus(first)
                .isAfter(day.plus(second)));
    }
}
