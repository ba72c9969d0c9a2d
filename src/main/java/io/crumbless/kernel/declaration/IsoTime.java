package io.crumbless.kernel.declaration;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Parses a date, or a date and a time, as found in deliveries: ISO 8601, extended form. Seconds and fraction may be
 * left out, a blank may replace the {@code T} (as databases write it), digits beyond microseconds are truncated, and an
 * offset may be {@code Z}, {@code UTC}, {@code GMT}, {@code +01:00}, {@code +0100} or {@code +01}, also after a blank.
 * Letters may be lower case, and the zone of the offset may follow it, {@code +01:00[Europe/Berlin]}.
 *
 * <p>Parses digit by digit, without formatter and, except for a zone, without garbage: every link and every statement
 * has a time, and the parser of java.time took most of the time of reading links. The instance holds the last result;
 * not thread-safe.
 */
public final class IsoTime {
    /** 1990-01-01T00:00:00Z. */
    private static final long EARLIEST_MICROS = 631_152_000_000_000L;
    /** 2200-01-01T00:00:00Z, exclusive. */
    private static final long LATEST_MICROS = 7_258_118_400_000_000L;

    private static final int DATE_LENGTH = 10;
    private static final int MINUTES_END = 16;
    private static final int MOST_FRACTION_DIGITS = 9;
    private static final int GREATEST_OFFSET_SECONDS = 18 * 3600;
    private static final int NONE = Integer.MIN_VALUE;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private long epochDay;
    private int secondOfDay;
    private int microsOfSecond;
    private int offsetSeconds;

    /**
     * Whether a moment, in microseconds since the epoch, is plausible. Systems write years before 1990 and after 2199
     * for "no time" (1970-01-01, 9999-12-31).
     */
    public static boolean isPlausible(long micros) {
        return micros >= EARLIEST_MICROS && micros < LATEST_MICROS;
    }

    /** Parses a date with a time; false if the text is not one. */
    public boolean readTime(String text) {
        return text.length() >= MINUTES_END && readDate(text) && readTimeOfDay(text);
    }

    /** Parses a date without time; false if the text is not one. */
    public boolean readDay(String text) {
        return text.length() == DATE_LENGTH && readDate(text);
    }

    /** The parsed date, in days since 1970-01-01. */
    public long epochDay() {
        return epochDay;
    }

    /** The parsed local time, in seconds since 1970-01-01T00:00, regardless of its offset. */
    public long localSeconds() {
        return epochDay * SECONDS_PER_DAY + secondOfDay;
    }

    public boolean hasOffset() {
        return offsetSeconds != NONE;
    }

    /** The parsed time in microseconds since the epoch, if it {@link #hasOffset()}. */
    public long micros() {
        return micros(offsetSeconds);
    }

    /** The parsed local time in microseconds since the epoch, at an offset in seconds east of Greenwich. */
    public long micros(int offsetSeconds) {
        return (localSeconds() - offsetSeconds) * MICROS_PER_SECOND + microsOfSecond;
    }

    private boolean readDate(String text) {
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        boolean shaped = text.charAt(4) == '-' && text.charAt(7) == '-' && (year | month | day) >= 0;
        if (!shaped || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return false;
        }
        epochDay = epochDay(year, month, day);
        return true;
    }

    private boolean readTimeOfDay(String text) {
        int length = text.length();
        char separator = text.charAt(DATE_LENGTH);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = 0;
        boolean shaped = (separator == 'T' || separator == ' ' || separator == 't') && text.charAt(13) == ':';
        microsOfSecond = 0;
        int at = MINUTES_END;
        if (at < length && text.charAt(at) == ':') {
            second = at + 3 <= length ? digits(text, at + 1, 2) : -1;
            at = Math.min(at + 3, length);
            if (at < length && text.charAt(at) == '.') {
                int from = ++at;
                while (at < length && isDigit(text.charAt(at))) {
                    at++;
                }
                shaped &= at > from && at - from <= MOST_FRACTION_DIGITS;
                microsOfSecond = fraction(text, from, at);
            }
        }
        if (!shaped || (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return false;
        }
        secondOfDay = hour * 3600 + minute * 60 + second;
        offsetSeconds = NONE;
        return at == length || readOffset(text, text.charAt(at) == ' ' ? at + 1 : at);
    }

    private boolean readOffset(String text, int at) {
        int zone = text.charAt(text.length() - 1) == ']' ? text.indexOf('[', at) : text.length();
        return zone > at
                && readOffset(text, at, zone)
                && (zone == text.length() || isValidIn(text.substring(zone + 1, text.length() - 1)));
    }

    private boolean isValidIn(String zone) {
        try {
            return ZoneId.of(zone)
                    .getRules()
                    .isValidOffset(
                            LocalDateTime.ofEpochSecond(localSeconds(), 0, ZoneOffset.UTC),
                            ZoneOffset.ofTotalSeconds(offsetSeconds));
        } catch (DateTimeException noZone) {
            return false;
        }
    }

    private boolean readOffset(String text, int at, int end) {
        int left = end - at;
        char sign = text.charAt(at);
        if (sign == 'Z' || sign == 'z') {
            offsetSeconds = 0;
            return left == 1;
        }
        if (left == 3 && (text.startsWith("UTC", at) || text.startsWith("GMT", at))) {
            offsetSeconds = 0;
            return true;
        }
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || (left != 3 && left != 5 && !colon)) {
            return false;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = left == 3 ? 0 : digits(text, colon ? at + 4 : at + 3, 2);
        int seconds = hours * 3600 + minutes * 60;
        offsetSeconds = sign == '-' ? -seconds : seconds;
        return (hours | minutes) >= 0 && minutes <= 59 && seconds <= GREATEST_OFFSET_SECONDS;
    }

    /** The number, or -1 if a character is not a digit. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int fraction(String text, int from, int to) {
        int micros = 0;
        for (int i = from; i < from + 6; i++) {
            micros = micros * 10 + (i < to ? text.charAt(i) - '0' : 0);
        }
        return micros;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /**
     * Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that the leap day is
     * the last of its year.
     */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
