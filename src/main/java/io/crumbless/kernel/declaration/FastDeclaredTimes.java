package io.crumbless.kernel.declaration;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fast {@link DeclaredTimes}: no formatter, no garbage. Not thread-safe.
 *
 * <p>Deliveries are mostly of one day, so the offset of the last day without a clock change is cached.
 */
final class FastDeclaredTimes implements DeclaredTimes {
    private static final long SECONDS_PER_DAY = 86_400;

    private final Optional<ZoneId> zone;
    private final @Nullable ZoneRules rules;
    private final DoubledHour doubledHour;
    private final IsoTime time = new IsoTime();
    private long knownDay = Long.MIN_VALUE;
    private int knownOffsetSeconds;

    FastDeclaredTimes(Optional<ZoneId> zone) {
        this(zone, DoubledHour.REFUSED);
    }

    FastDeclaredTimes(Optional<ZoneId> zone, DoubledHour doubledHour) {
        this.zone = zone;
        this.rules = zone.map(ZoneId::getRules).orElse(null);
        this.doubledHour = doubledHour;
    }

    @Override
    public long micros(String text) {
        long micros = certainMicros(text);
        return micros == AMBIGUOUS && rules != null && doubledHour != DoubledHour.REFUSED ? doubled(rules) : micros;
    }

    private long doubled(ZoneRules rules) {
        List<ZoneOffset> offsets = offsets(rules);
        return offsets.size() < 2
                ? AMBIGUOUS
                : DeclaredTimes.plausible(time.micros(
                        offsets.get(doubledHour == DoubledHour.EARLIER ? 0 : 1).getTotalSeconds()));
    }

    /** Two offsets in a daylight saving overlap, none in a gap. */
    private List<ZoneOffset> offsets(ZoneRules rules) {
        return rules.getValidOffsets(LocalDateTime.ofEpochSecond(time.localSeconds(), 0, ZoneOffset.UTC));
    }

    private long certainMicros(String text) {
        if (!time.readTime(text)) {
            return INVALID;
        }
        if (time.hasOffset()) {
            return DeclaredTimes.plausible(time.micros());
        }
        return rules == null ? WITHOUT_ZONE : inZone(rules);
    }

    @Override
    public long latestMicros(String text) {
        if (time.readDay(text)) {
            return zone.map(named -> DeclaredTimes.endOf(LocalDate.ofEpochDay(time.epochDay()), named))
                    .orElse(WITHOUT_ZONE);
        }
        long micros = certainMicros(text);
        return micros == AMBIGUOUS && rules != null
                ? DeclaredTimes.later(
                        rules,
                        LocalDateTime.ofEpochSecond(time.localSeconds(), 0, ZoneOffset.UTC),
                        Math.floorMod(time.micros(0), 1_000_000))
                : micros;
    }

    private long inZone(ZoneRules rules) {
        if (time.epochDay() == knownDay || learn(rules, time.epochDay())) {
            return DeclaredTimes.plausible(time.micros(knownOffsetSeconds));
        }
        List<ZoneOffset> offsets = offsets(rules);
        return offsets.size() == 1
                ? DeclaredTimes.plausible(time.micros(offsets.get(0).getTotalSeconds()))
                : AMBIGUOUS;
    }

    /** Caches the offset of a day if the clocks do not change on it. */
    private boolean learn(ZoneRules rules, long epochDay) {
        LocalDateTime midnight = LocalDateTime.ofEpochSecond(epochDay * SECONDS_PER_DAY, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(midnight);
        if (offsets.size() != 1) {
            return false;
        }
        Instant start = midnight.toInstant(offsets.get(0));
        ZoneOffsetTransition change = rules.nextTransition(start);
        // Two days, because clocks that are set back at the next midnight repeat the last hour of this day.
        if (change != null && change.getInstant().isBefore(start.plusSeconds(2 * SECONDS_PER_DAY))) {
            return false;
        }
        knownDay = epochDay;
        knownOffsetSeconds = offsets.get(0).getTotalSeconds();
        return true;
    }
}
