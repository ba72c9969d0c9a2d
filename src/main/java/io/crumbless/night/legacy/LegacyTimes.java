package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.DoubledHour;
import io.crumbless.kernel.declaration.IsoTime;
import io.crumbless.night.delivery.TimeForm;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the time at which a legacy value was assigned or a link was made, in the forms of {@link IsoTime}: with
 * offset, or without one if the source names a zone; a date without time is the start of that day. Times that are not
 * {@linkplain IsoTime#isPlausible plausible} are invalid. These are also the rules of declarations. The job file may
 * name another {@linkplain TimeForm form}. Not thread-safe.
 */
final class LegacyTimes {
    /** The answer if the record has no time. */
    static final long MISSING = Long.MIN_VALUE;

    static final long INVALID = Long.MIN_VALUE + 1;
    static final long WITHOUT_ZONE = Long.MIN_VALUE + 2;
    static final long AMBIGUOUS = Long.MIN_VALUE + 3;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private final @Nullable ZoneId zone;
    private final TimeForm form;
    private final DoubledHour doubledHour;
    /** Whether texts may be times by the type of an Avro column. */
    private final boolean mayBeTyped;

    private final IsoTime time = new IsoTime();

    LegacyTimes(LegacyFiles files) {
        this(files.zone(), files.times(), files.doubledHour(), files.format() == Format.JSONL);
    }

    LegacyTimes(Optional<ZoneId> zone, TimeForm form) {
        this(zone, form, DoubledHour.REFUSED);
    }

    LegacyTimes(Optional<ZoneId> zone, TimeForm form, DoubledHour doubledHour) {
        this(zone, form, doubledHour, false);
    }

    private LegacyTimes(Optional<ZoneId> zone, TimeForm form, DoubledHour doubledHour, boolean mayBeTyped) {
        this.mayBeTyped = mayBeTyped;
        this.zone = zone.orElse(null);
        this.form = form;
        this.doubledHour = doubledHour;
    }

    /**
     * For opt-outs: an ambiguous local time is taken as the later one, so that no earlier value escapes the opt-out.
     */
    static LegacyTimes ofOptOuts(LegacyFiles files) {
        DoubledHour stated = files.doubledHour();
        return new LegacyTimes(
                files.zone(),
                files.times(),
                stated == DoubledHour.REFUSED ? DoubledHour.LATER : stated,
                files.format() == Format.JSONL);
    }

    static boolean isTime(long answer) {
        return answer > AMBIGUOUS;
    }

    /** The refusal for an answer that is not a time. */
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
        if (form instanceof TimeForm.Epoch epoch) {
            Long micros = epoch.micros(text);
            return micros == null ? (mayBeTyped ? isoMicros(text) : INVALID) : plausible(micros);
        }
        String iso = form.iso(text);
        return isoMicros(iso == null && mayBeTyped ? text : iso);
    }

    /** As {@link #micros}, for a time that is ISO 8601 because its column has a temporal type. */
    long isoMicros(@Nullable String text) {
        if (text == null) {
            return INVALID;
        } else if (time.readDay(text)) {
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
        // If midnight was skipped, the day begins at the change; if it occurred twice, at the first occurrence.
        ZonedDateTime start = LocalDate.ofEpochDay(time.epochDay()).atStartOfDay(zone);
        return plausible(start.toEpochSecond() * MICROS_PER_SECOND);
    }

    private long local() {
        if (zone == null) {
            return WITHOUT_ZONE;
        }
        List<ZoneOffset> offsets =
                zone.getRules().getValidOffsets(LocalDateTime.ofEpochSecond(time.localSeconds(), 0, ZoneOffset.UTC));
        int meant = offsets.size() == 2 && doubledHour == DoubledHour.LATER ? 1 : 0;
        return offsets.size() == 1 || (offsets.size() == 2 && doubledHour != DoubledHour.REFUSED)
                ? plausible(time.micros(offsets.get(meant).getTotalSeconds()))
                : AMBIGUOUS;
    }

    private static long plausible(long micros) {
        return IsoTime.isPlausible(micros) ? micros : INVALID;
    }
}
