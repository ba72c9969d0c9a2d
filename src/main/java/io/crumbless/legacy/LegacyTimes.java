package io.crumbless.legacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time at which a legacy value was assigned or a link was made: ISO 8601 with offset, or, where the source
 * names a zone, without one; a date alone is the start of that day. Seconds and fraction may be left out, a blank may
 * stand for the {@code T}, and the offset may be {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}. Years before
 * 1990 and after 2199 are how systems write "no time", and are invalid. These are the rules of declarations.
 *
 * <p>Read digit by digit: a link has a time, and java.time's parser took most of what reading a link costs.
 */
final class LegacyTimes {
    /** Answer where the record has no time. */
    static final long MISSING = Long.MIN_VALUE;

    static final long INVALID = Long.MIN_VALUE + 1;
    static final long WITHOUT_ZONE = Long.MIN_VALUE + 2;
    static final long AMBIGUOUS = Long.MIN_VALUE + 3;

    /** 1990-01-01T00:00:00Z. */
    private static final long EARLIEST_MICROS = 631_152_000_000_000L;
    /** 2200-01-01T00:00:00Z, exclusive. */
    private static final long LATEST_MICROS = 7_258_118_400_000_000L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int GREATEST_OFFSET_SECONDS = 18 * 3600;
    private static final int NO_OFFSET = Integer.MIN_VALUE;

    private final @Nullable ZoneId zone;

    LegacyTimes(Optional<ZoneId> zone) {
        this.zone = zone.orElse(null);
    }

    static boolean isTime(long answer) {
        return answer > AMBIGUOUS;
    }

    /** Whether a moment in microseconds is one that systems write when they mean a time. */
    static boolean isPlausible(long micros) {
        return micros >= EARLIEST_MICROS && micros < LATEST_MICROS;
    }

    /** The reason behind an answer that is no time. */
    static LegacyRefusal refusal(long answer) {
        if (answer == MISSING) {
            return LegacyRefusal.TIME_MISSING;
        } else if (answer == WITHOUT_ZONE) {
            return LegacyRefusal.TIME_WITHOUT_ZONE;
        }
        return answer == AMBIGUOUS ? LegacyRefusal.TIME_AMBIGUOUS : LegacyRefusal.TIME_INVALID;
    }

    /** Microseconds since the epoch, UTC; or one of the four answers above, which are less than any time. */
    long micros(@Nullable String delivered) {
        String text = DeliveredText.of(delivered);
        if (text == null) {
            return MISSING;
        }
        int length = text.length();
        boolean dated = length >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
        int year = dated ? digits(text, 0, 4) : -1;
        int month = dated ? digits(text, 5, 2) : -1;
        int day = dated ? digits(text, 8, 2) : -1;
        if ((year | month | day) < 0) {
            return INVALID;
        }
        LocalDate date;
        try {
            date = LocalDate.of(year, month, day);
        } catch (DateTimeException noSuchDay) {
            return INVALID;
        }
        return length == 10 ? startOfDay(date) : timeOfDay(text, date);
    }

    private long timeOfDay(String text, LocalDate date) {
        int length = text.length();
        char separator = text.charAt(10);
        boolean timed = length >= 16 && (separator == 'T' || separator == ' ') && text.charAt(13) == ':';
        int hour = timed ? digits(text, 11, 2) : -1;
        int minute = timed ? digits(text, 14, 2) : -1;
        int second = 0;
        int micros = 0;
        int at = 16;
        if (timed && at < length && text.charAt(at) == ':') {
            second = at + 3 <= length ? digits(text, at + 1, 2) : -1;
            at += 3;
            if (at < length && text.charAt(at) == '.') {
                int from = ++at;
                while (at < length && isDigit(text.charAt(at))) {
                    at++;
                }
                if (at == from || at - from > 9) {
                    return INVALID;
                }
                micros = fraction(text, from, at);
            }
        }
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return INVALID;
        }
        long localSeconds = date.toEpochDay() * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
        if (at == length) {
            return local(localSeconds, micros);
        }
        int offset = offset(text, at);
        return offset == NO_OFFSET ? INVALID : plausible(localSeconds - offset, micros);
    }

    /** The number, or -1 where a character is no digit. */
    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Digits behind the microsecond are cut off. */
    private static int fraction(String text, int from, int to) {
        int micros = 0;
        for (int i = from; i < from + 6; i++) {
            micros = micros * 10 + (i < to ? text.charAt(i) - '0' : 0);
        }
        return micros;
    }

    /** Seconds east of Greenwich, or {@link #NO_OFFSET} where the rest of the text is none. */
    private static int offset(String text, int at) {
        int left = text.length() - at;
        char sign = text.charAt(at);
        if (sign == 'Z') {
            return left == 1 ? 0 : NO_OFFSET;
        }
        boolean colon = left == 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || (left != 3 && left != 5 && !colon)) {
            return NO_OFFSET;
        }
        int hours = digits(text, at + 1, 2);
        int minutes = left == 3 ? 0 : digits(text, colon ? at + 4 : at + 3, 2);
        int seconds = hours * 3600 + minutes * 60;
        if ((hours | minutes) < 0 || minutes > 59 || seconds > GREATEST_OFFSET_SECONDS) {
            return NO_OFFSET;
        }
        return sign == '-' ? -seconds : seconds;
    }

    private long startOfDay(LocalDate day) {
        // A day whose midnight was skipped begins with the change; one that has it twice, with the first.
        return zone == null ? WITHOUT_ZONE : plausible(day.atStartOfDay(zone).toEpochSecond(), 0);
    }

    private long local(long localSeconds, int micros) {
        if (zone == null) {
            return WITHOUT_ZONE;
        }
        List<ZoneOffset> offsets =
                zone.getRules().getValidOffsets(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC));
        return offsets.size() == 1 ? plausible(localSeconds - offsets.get(0).getTotalSeconds(), micros) : AMBIGUOUS;
    }

    private static long plausible(long seconds, int micros) {
        long time = seconds * MICROS_PER_SECOND + micros;
        return time >= EARLIEST_MICROS && time < LATEST_MICROS ? time : INVALID;
    }
}
