package io.crumbless.tools.inspect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the pattern of a column's dates and times that are not ISO 8601. Which of two numbers is the day is concluded
 * only from numbers above twelve, or from the dots of {@code 22.11.2026}, where the day comes first.
 */
final class TimePattern {
    private static final Pattern WRITTEN = Pattern.compile(
            "(?<one>\\d{1,4})(?<sign>[./-])(?<two>\\d{1,2})\\k<sign>(?<three>\\d{2,4})"
                    + "(?<clock>(?<between>,? |T)(?<hour>\\d{1,2}):\\d{2}(?<second>:\\d{2})?(?:\\.(?<fraction>\\d{1,9}))?"
                    + "(?<half> ?[AaPp][Mm])?(?<blank> ?)(?<offset>GMT(?:[+-]\\d{1,2})?|UTC|Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    private static final int MOST_MONTHS = 12;
    private static final int YEAR_DIGITS = 4;

    /** If a column has more ways of writing, no pattern is reported. */
    private static final int MOST_WAYS = 16;

    /** Minimum share of values for a way of writing to be that of the column. */
    private static final double MOST = 0.95;

    private final Map<String, Long> ways = new HashMap<>();
    private long seen;
    private boolean firstIsLarge;
    private boolean secondIsLarge;
    private boolean oneDigitInDay;
    private boolean oneDigitInHour;

    /**
     * Whether a text is a date or time that is not ISO 8601: with the year at one end, in four digits or after a dot.
     */
    static boolean isOne(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return false;
        }
        int one = written.group("one").length();
        int three = written.group("three").length();
        boolean dashes = written.group("sign").equals("-");
        return one == YEAR_DIGITS
                ? three == 2 && !dashes
                : one <= 2 && (three == YEAR_DIGITS || (three == 2 && !dashes));
    }

    /** Whether such a date includes a time without an offset. */
    static boolean isLocalTime(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches() && written.group("clock") != null && written.group("offset") == null;
    }

    /** @param text a text for which {@link #isOne} is true */
    void add(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return;
        }
        String first = written.group(isYearFirst(written) ? "two" : "one");
        String second = written.group(isYearFirst(written) ? "three" : "two");
        seen++;
        firstIsLarge |= Integer.parseInt(first) > MOST_MONTHS;
        secondIsLarge |= Integer.parseInt(second) > MOST_MONTHS;
        oneDigitInDay |= first.length() == 1 || second.length() == 1;
        oneDigitInHour |=
                written.group("clock") != null && written.group("hour").length() == 1;
        String way = way(written);
        if (ways.containsKey(way) || ways.size() < MOST_WAYS) {
            ways.merge(way, 1L, Long::sum);
        }
    }

    private static boolean isYearFirst(Matcher written) {
        return written.group("one").length() == YEAR_DIGITS;
    }

    /**
     * The way of writing: a pattern with {@code 1} and {@code 2} for the two numbers next to the year, and {@code 3}
     * for the hour.
     */
    private static String way(Matcher written) {
        String sign = written.group("sign");
        String year = written.group(isYearFirst(written) ? "one" : "three").length() == YEAR_DIGITS ? "yyyy" : "yy";
        String day = isYearFirst(written) ? year + sign + "1" + sign + "2" : "1" + sign + "2" + sign + year;
        return written.group("clock") == null ? day : day + clock(written);
    }

    private static String clock(Matcher written) {
        String between = written.group("between").equals("T") ? "'T'" : written.group("between");
        String seconds = written.group("second") == null ? "" : ":ss";
        String fraction = written.group("fraction") == null
                ? ""
                : "." + "S".repeat(written.group("fraction").length());
        String half =
                written.group("half") == null ? "" : (written.group("half").startsWith(" ") ? " a" : "a");
        String offset = written.group("offset") == null ? "" : written.group("blank") + offset(written.group("offset"));
        return between + "3:mm" + seconds + fraction + half + offset;
    }

    /** The offset in pattern letters; {@code UTC}, which no pattern parses as an offset, becomes something invalid. */
    private static String offset(String offset) {
        if (offset.startsWith("GMT")) {
            return "O";
        }
        boolean short3 = offset.length() <= 3;
        return offset.equals("UTC") ? "?" : short3 ? "X" : offset.indexOf(':') > 0 ? "XXX" : "XX";
    }

    /**
     * The pattern in the notation of a job file; empty if there are several ways of writing, or if the day cannot be
     * distinguished from the month.
     */
    Optional<String> pattern() {
        return ways.entrySet().stream()
                .filter(way -> way.getValue() >= MOST * seen && way.getKey().indexOf('?') < 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .flatMap(way -> isDayFirst(way).map(dayFirst -> written(way, dayFirst)));
    }

    private Optional<Boolean> isDayFirst(String way) {
        boolean yearFirst = way.startsWith("y");
        if (firstIsLarge && (secondIsLarge || yearFirst)) {
            return Optional.empty();
        }
        if (yearFirst || firstIsLarge || secondIsLarge) {
            return Optional.of(firstIsLarge);
        }
        return way.charAt(1) == '.' ? Optional.of(true) : Optional.empty();
    }

    private String written(String way, boolean dayFirst) {
        String day = oneDigitInDay ? "d" : "dd";
        String month = oneDigitInDay ? "M" : "MM";
        boolean half = way.indexOf('a') > 0;
        String hour = half ? "h" : "H";
        return way.replace("1", dayFirst ? day : month)
                .replace("2", dayFirst ? month : day)
                .replace("3", half || oneDigitInHour ? hour : hour + hour);
    }
}
