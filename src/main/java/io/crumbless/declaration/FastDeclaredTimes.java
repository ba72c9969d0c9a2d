package io.crumbless.declaration;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads times digit by digit, without formatter and without garbage; not for several threads at once.
 *
 * <p>Deliveries come by day, so the offset of the last day without a clock change is remembered.
 */
final class FastDeclaredTimes implements DeclaredTimes {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int GREATEST_OFFSET_SECONDS = 18 * 3600;

    private final @Nullable ZoneRules rules;
    private long knownDay = Long.MIN_VALUE;
    private int knownOffsetSeconds;

    FastDeclaredTimes(Optional<ZoneId> zone) {
        this.rules = zone.map(ZoneId::getRules).orElse(null);
    }

    @Override
    public long micros(String text) {
        int length = text.length();
        if (length < 16) {
            return INVALID;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 2);
        int day = digits(text, 8, 2);
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        char separator = text.charAt(10);
        boolean shaped = text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (separator == 'T' || separator == ' ')
                && text.charAt(13) == ':';
        if (!shaped || (year | month | day | hour | minute) < 0) {
            return INVALID;
        }
        int at = 16;
        int second = 0;
        int microsOfSecond = 0;
        if (at < length && text.charAt(at) == ':') {
            second = at + 3 <= length ? digits(text, at + 1, 2) : -1;
            at += 3;
            if (second < 0) {
                return INVALID;
            }
            if (at < length && text.charAt(at) == '.') {
                int from = ++at;
                while (at < length && isDigit(text.charAt(at))) {
                    at++;
                }
                if (at - from > 9) {
                    return INVALID;
                }
                microsOfSecond = fraction(text, from, at);
            }
        }
        if (month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return INVALID;
        }
        long epochDay = epochDay(year, month, day);
        int secondOfDay = hour * 3600 + minute * 60 + second;
        if (at == length) {
            return inZone(epochDay, secondOfDay, microsOfSecond);
        }
        int offset = offsetSeconds(text, at);
        return offset == Integer.MIN_VALUE ? INVALID : micros(epochDay, secondOfDay, microsOfSecond, offset);
    }

    /** The number, or -1 where a character is no digit. The caller has checked the length. */
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

    /** Seconds east of Greenwich, or {@code Integer.MIN_VALUE} where the rest of the text is no offset. */
    private static int offsetSeconds(String text, int at) {
        int left = text.length() - at;
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return left == 1 ? 0 : Integer.MIN_VALUE;
        }
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || (left != 3 && left != 5 && !colon)) {
            return Integer.MIN_VALUE;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = left == 3 ? 0 : digits(text, colon ? at + 4 : at + 3, 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 3600 + minutes * 60 > GREATEST_OFFSET_SECONDS) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March, so that leap days come last. */
    private static long epochDay(int year, int month, int day) {
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    private static long micros(long epochDay, int secondOfDay, int microsOfSecond, int offsetSeconds) {
        long seconds = epochDay * SECONDS_PER_DAY + secondOfDay - offsetSeconds;
        return DeclaredTimes.plausible(seconds * 1_000_000L + microsOfSecond);
    }

    private long inZone(long epochDay, int secondOfDay, int microsOfSecond) {
        if (rules == null) {
            return WITHOUT_ZONE;
        }
        if (epochDay != knownDay && !learn(rules, epochDay)) {
            LocalDateTime local =
                    LocalDateTime.ofEpochSecond(epochDay * SECONDS_PER_DAY + secondOfDay, 0, ZoneOffset.UTC);
            List<ZoneOffset> offsets = rules.getValidOffsets(local);
            return offsets.size() == 1
                    ? micros(
                            epochDay,
                            secondOfDay,
                            microsOfSecond,
                            offsets.get(0).getTotalSeconds())
                    : AMBIGUOUS;
        }
        return micros(epochDay, secondOfDay, microsOfSecond, knownOffsetSeconds);
    }

    /** Remembers the day's offset if its clocks do not change on it. */
    private boolean learn(ZoneRules rules, long epochDay) {
        LocalDateTime midnight = LocalDateTime.ofEpochSecond(epochDay * SECONDS_PER_DAY, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(midnight);
        if (offsets.size() != 1) {
            return false;
        }
        Instant start = midnight.toInstant(offsets.get(0));
        ZoneOffsetTransition change = rules.nextTransition(start);
        // Two days: clocks set back at the next midnight make this day's last hour come twice.
        if (change != null && change.getInstant().isBefore(start.plusSeconds(2 * SECONDS_PER_DAY))) {
            return false;
        }
        knownDay = epochDay;
        knownOffsetSeconds = offsets.get(0).getTotalSeconds();
        return true;
    }
}
