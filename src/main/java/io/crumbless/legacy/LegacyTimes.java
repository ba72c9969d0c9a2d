package io.crumbless.legacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time at which a legacy value was assigned or a link was made: ISO 8601 with offset, or, where the source
 * names a zone, without one; a date alone is the start of that day. Years before 1990 and after 2199 are how systems
 * write "no time", and are invalid.
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

    private final @Nullable ZoneRules rules;

    LegacyTimes(Optional<ZoneId> zone) {
        this.rules = zone.map(ZoneId::getRules).orElse(null);
    }

    /** Microseconds since the epoch, UTC; or one of the four answers above, which are less than any time. */
    long micros(@Nullable String delivered) {
        String text = DeliveredText.of(delivered);
        if (text == null) {
            return MISSING;
        }
        try {
            if (text.length() == 10) {
                return startOfDay(LocalDate.parse(text));
            }
            if (text.length() < 16) {
                return INVALID;
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
            boolean local = text.indexOf('Z', 16) < 0 && text.indexOf('+', 16) < 0 && text.indexOf('-', 16) < 0;
            return local ? local(LocalDateTime.parse(iso)) : instant(OffsetDateTime.parse(withMinutes(iso)));
        } catch (DateTimeException notATime) {
            return INVALID;
        }
    }

    /** As {@link #micros(String)}, for the clock a source without zone showed. */
    long local(long localMicros) {
        long seconds = Math.floorDiv(localMicros, MICROS_PER_SECOND);
        int nanos = (int) Math.floorMod(localMicros, MICROS_PER_SECOND) * 1_000;
        return isPlausible(localMicros) ? local(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC)) : INVALID;
    }

    /** The time itself, or {@link #INVALID} where it stands for no time. */
    static long plausible(long micros) {
        return isPlausible(micros) ? micros : INVALID;
    }

    static boolean isTime(long answer) {
        return answer > AMBIGUOUS;
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

    private static boolean isPlausible(long micros) {
        return micros >= EARLIEST_MICROS && micros < LATEST_MICROS;
    }

    /** Java wants the minutes of an offset, and its colon; databases leave them out. */
    private static String withMinutes(String iso) {
        int sign = Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-'));
        int digits = sign < 16 ? 0 : iso.length() - sign - 1;
        return switch (digits) {
            case 2 -> iso + ":00";
            case 4 -> iso.substring(0, sign + 3) + ':' + iso.substring(sign + 3);
            default -> iso;
        };
    }

    private long startOfDay(LocalDate day) {
        if (rules == null) {
            return WITHOUT_ZONE;
        }
        LocalDateTime midnight = day.atTime(LocalTime.MIDNIGHT);
        List<ZoneOffset> offsets = rules.getValidOffsets(midnight);
        // A day whose midnight was skipped begins with the change.
        return offsets.isEmpty()
                ? plausible(rules.getTransition(midnight).toEpochSecond() * MICROS_PER_SECOND)
                : micros(midnight, offsets.get(0));
    }

    private long local(LocalDateTime time) {
        if (rules == null) {
            return WITHOUT_ZONE;
        }
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        return offsets.size() == 1 ? micros(time, offsets.get(0)) : AMBIGUOUS;
    }

    private static long instant(OffsetDateTime time) {
        return micros(time.toLocalDateTime(), time.getOffset());
    }

    private static long micros(LocalDateTime time, ZoneOffset offset) {
        long seconds = time.toEpochSecond(offset);
        boolean near = Math.abs(seconds) < LATEST_MICROS / MICROS_PER_SECOND * 2;
        return near ? plausible(seconds * MICROS_PER_SECOND + time.getNano() / 1_000) : INVALID;
    }
}
