package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.IsoTime;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time at which a legacy value was assigned or a link was made, in the forms of {@link IsoTime}: with offset, or,
 * where the source names a zone, without one; a date alone is the start of that day. Times that are not
 * {@linkplain IsoTime#isPlausible plausible} are invalid. These are the rules of declarations. Where the job says so, times are
 * numbers since the epoch instead. For one thread.
 */
final class LegacyTimes {
    /** Answer where the record has no time. */
    static final long MISSING = Long.MIN_VALUE;

    static final long INVALID = Long.MIN_VALUE + 1;
    static final long WITHOUT_ZONE = Long.MIN_VALUE + 2;
    static final long AMBIGUOUS = Long.MIN_VALUE + 3;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final @Nullable ZoneId zone;
    private final TimeForm form;
    private final IsoTime time = new IsoTime();

    LegacyTimes(LegacyFiles files) {
        this(files.zone(), files.times());
    }

    LegacyTimes(Optional<ZoneId> zone, TimeForm form) {
        this.zone = zone.orElse(null);
        this.form = form;
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

    /** Microseconds since the epoch, UTC; or one of the four answers above, which are less than any time. */
    long micros(@Nullable String delivered) {
        String text = DeliveredText.of(delivered);
        if (text == null) {
            return MISSING;
        }
        if (form.isEpoch()) {
            Long micros = form.micros(text);
            return micros == null ? INVALID : plausible(micros);
        }
        if (time.readDay(text)) {
            return startOfDay();
        } else if (!time.readTime(text)) {
            return INVALID;
        }
        return time.hasOffset() ? plausible(time.micros()) : local();
    }

    private long startOfDay() {
        if (zone == null) {
            return WITHOUT_ZONE;
        }
        // A day whose midnight was skipped begins with the change; one that has it twice, with the first.
        ZonedDateTime start = LocalDate.ofEpochDay(time.epochDay()).atStartOfDay(zone);
        return plausible(start.toEpochSecond() * MICROS_PER_SECOND);
    }

    private long local() {
        if (zone == null) {
            return WITHOUT_ZONE;
        }
        List<ZoneOffset> offsets =
                zone.getRules().getValidOffsets(LocalDateTime.ofEpochSecond(time.localSeconds(), 0, ZoneOffset.UTC));
        return offsets.size() == 1 ? plausible(time.micros(offsets.get(0).getTotalSeconds())) : AMBIGUOUS;
    }

    private static long plausible(long micros) {
        return IsoTime.isPlausible(micros) ? micros : INVALID;
    }
}
