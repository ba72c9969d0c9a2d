package io.crumbless.kernel.declaration;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reference implementation of {@link DeclaredTimes} in java.time; {@link FastDeclaredTimes} must agree with it. */
final class PlainDeclaredTimes implements DeclaredTimes {
    private static final List<DateTimeFormatter> FORMS = Stream.of('T', ' ')
            .flatMap(separator -> Stream.of("XXX", "XX", "X", "").map(offset -> form(separator, offset)))
            .toList();

    /** What may follow the local time, in every form. */
    private static final Pattern ZONED = Pattern.compile(
            "(?<time>.*?)(?: ?(?<utc>UTC|GMT|[Zz])| ?(?<offset>[+-][0-9:]+))?(?:\\[(?<region>[^\\[\\]]+)])?",
            Pattern.DOTALL);

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Optional<ZoneId> zone;

    PlainDeclaredTimes(Optional<ZoneId> zone) {
        this.zone = zone;
    }

    private static DateTimeFormatter form(char separator, String offset) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern("-MM-dd")
                .appendLiteral(separator)
                .appendPattern("HH:mm[:ss[")
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .appendPattern("]]" + offset)
                .toFormatter()
                .withResolverStyle(ResolverStyle.STRICT);
    }

    @Override
    public long micros(String delivered) {
        Matcher zoned = ZONED.matcher(delivered);
        if (!zoned.matches()) {
            return INVALID;
        }
        String text = zoned.group("time")
                + (zoned.group("utc") == null ? "" : "Z")
                + Objects.toString(zoned.group("offset"), "");
        Optional<String> region = Optional.ofNullable(zoned.group("region"));
        for (DateTimeFormatter form : FORMS) {
            try {
                TemporalAccessor parsed = form.parse(text);
                LocalDateTime local = LocalDateTime.from(parsed);
                if (region.isPresent()
                        && !ZoneId.of(region.get()).getRules().isValidOffset(local, ZoneOffset.from(parsed))) {
                    return INVALID;
                }
                return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                        ? plausible(local, ZoneOffset.from(parsed))
                        : inZone(local);
            } catch (DateTimeException notOfThisForm) {
                // Try the next form.
            }
        }
        return INVALID;
    }

    @Override
    public long latestMicros(String text) {
        if (DAY.matcher(text).matches()) {
            return endOfDay(text);
        }
        long micros = micros(text);
        if (micros != AMBIGUOUS) {
            return micros;
        }
        // For a time in a gap, java.time returns the moment at the offset from before the transition.
        ZonedDateTime later = ZonedDateTime.ofLocal(LocalDateTime.parse(text.replace(' ', 'T')), zone.get(), null)
                .withLaterOffsetAtOverlap();
        return plausible(later.toLocalDateTime(), later.getOffset());
    }

    private long endOfDay(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return zone.map(named -> DeclaredTimes.endOf(day, named)).orElse(WITHOUT_ZONE);
        } catch (DateTimeException noDay) {
            return INVALID;
        }
    }

    private long inZone(LocalDateTime local) {
        if (zone.isEmpty()) {
            return WITHOUT_ZONE;
        }
        List<ZoneOffset> offsets = zone.get().getRules().getValidOffsets(local);
        return offsets.size() == 1 ? plausible(local, offsets.get(0)) : AMBIGUOUS;
    }

    private static long plausible(LocalDateTime local, ZoneOffset offset) {
        Instant instant = local.toInstant(offset);
        return DeclaredTimes.plausible(
                Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000));
    }
}
