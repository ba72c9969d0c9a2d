package io.crumbless.answers.retire;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far profiles still rest on cookie-based sources, and when that may end.
 *
 * @param last the last night
 * @param nights number of known nights
 * @param first business date of the first of them
 * @param rulesThatMay provenance rules that may still admit legacy values
 * @param rulesThatDid rules that admitted a value in the last night
 * @param segments segments delivered in the last night; empty if they were not counted
 * @param attributes attributes that accept provided values, or have one
 * @param zero expected date without provided values; empty if it cannot be determined
 */
public record Standing(
        Retirement.Entry last,
        int nights,
        LocalDate first,
        long rulesThatMay,
        long rulesThatDid,
        Optional<Segments> segments,
        List<AttributeStanding> attributes,
        Optional<LocalDate> zero) {
    /** Number of nights for a trend: enough to even out weekends, few enough to follow a change. */
    public static final int TREND_NIGHTS = 30;

    private static final int FEWEST_NIGHTS = 3;

    public Standing {
        attributes = List.copyOf(attributes);
    }

    /**
     * Segments, and how many of them may still supply a value.
     *
     * @param all sources together
     * @param since business date of the first night with counts
     * @param sources by name: those delivered in the last night, or in the first with counts
     */
    public record Segments(SegmentCount all, LocalDate since, List<SourceSegments> sources) {
        public Segments {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Segments of one source.
     *
     * @param last of the last night
     * @param first of the first night with counts
     */
    public record SourceSegments(SegmentCount last, SegmentCount first) {}

    /** How the expected date was determined. */
    public enum Basis {
        NONE_LEFT,
        TREND,
        SUNSET,
        UNKNOWN
    }

    /**
     * One attribute.
     *
     * @param firstProvided provided values in the first known night
     * @param zero first business date without provided values
     */
    public record AttributeStanding(
            String attribute,
            long declared,
            long provided,
            long firstProvided,
            @Nullable LocalDate sunset,
            Optional<LocalDate> zero,
            Basis basis) {}

    /**
     * @param retirement of at least one night
     * @param memberships of the job, without retired sources
     */
    public static Standing of(Retirement retirement, Policy policy, List<MembershipSource> memberships) {
        List<Retirement.Entry> nights = retirement.nights();
        Retirement.Entry last = nights.get(nights.size() - 1);
        List<AttributeStanding> attributes = last.attributes().stream()
                .filter(count -> count.sunset() != null || count.provided() > 0)
                .map(count -> standing(count, nights))
                .toList();
        long may = memberships.stream()
                .flatMap(source -> Needs.draws(policy, source).stream())
                .map(Provenance.Draw::rule)
                .distinct()
                .count();
        long did =
                last.supplies().stream().map(Retirement.Supply::rule).distinct().count();
        return new Standing(
                last,
                nights.size(),
                nights.get(0).businessDate(),
                Math.max(may, did),
                did,
                segments(nights),
                attributes,
                latest(attributes));
    }

    private static Optional<Segments> segments(List<Retirement.Entry> nights) {
        Optional<SegmentCount> all = nights.get(nights.size() - 1).allSegments();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Retirement.Entry first = nights.stream()
                .filter(night -> night.segments() != null)
                .findFirst()
                .orElseThrow();
        Map<String, SegmentCount> then = bySource(first);
        Map<String, SegmentCount> now = bySource(nights.get(nights.size() - 1));
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        List<SourceSegments> sources = names.stream()
                .map(name -> new SourceSegments(
                        now.getOrDefault(name, SegmentCount.none(name)),
                        then.getOrDefault(name, SegmentCount.none(name))))
                .toList();
        return Optional.of(new Segments(all.get(), first.businessDate(), sources));
    }

    private static Map<String, SegmentCount> bySource(Retirement.Entry night) {
        return Optional.ofNullable(night.segments()).orElse(List.of()).stream()
                .collect(Collectors.toMap(SegmentCount::source, Function.identity()));
    }

    private static Optional<LocalDate> latest(List<AttributeStanding> attributes) {
        boolean allKnown = attributes.stream().allMatch(one -> one.zero().isPresent());
        return allKnown
                ? attributes.stream().flatMap(one -> one.zero().stream()).max(LocalDate::compareTo)
                : Optional.empty();
    }

    private static AttributeStanding standing(Retirement.AttributeCount count, List<Retirement.Entry> nights) {
        String name = count.attribute();
        LocalDate lastNight = nights.get(nights.size() - 1).businessDate();
        Optional<LocalDate> sunset = Optional.ofNullable(count.sunset()).map(day -> day.plusDays(1));
        Optional<LocalDate> trend = trend(name, nights);
        Optional<LocalDate> zero;
        Basis basis;
        if (count.provided() == 0) {
            zero = Optional.of(lastNight);
            basis = Basis.NONE_LEFT;
        } else if (trend.isPresent() && (sunset.isEmpty() || trend.get().isBefore(sunset.get()))) {
            zero = trend;
            basis = Basis.TREND;
        } else {
            zero = sunset;
            basis = sunset.isPresent() ? Basis.SUNSET : Basis.UNKNOWN;
        }
        return new AttributeStanding(
                name, count.declared(), count.provided(), provided(nights.get(0), name), count.sunset(), zero, basis);
    }

    private static long provided(Retirement.Entry night, String attribute) {
        return night.attributes().stream()
                .filter(count -> count.attribute().equals(attribute))
                .mapToLong(Retirement.AttributeCount::provided)
                .sum();
    }

    /** Where a linear regression over the last nights reaches zero; empty if it does not decrease. */
    private static Optional<LocalDate> trend(String attribute, List<Retirement.Entry> nights) {
        List<Retirement.Entry> recent = nights.subList(Math.max(0, nights.size() - TREND_NIGHTS), nights.size());
        if (recent.size() < FEWEST_NIGHTS) {
            return Optional.empty();
        }
        double meanDay = 0;
        double meanValues = 0;
        for (Retirement.Entry night : recent) {
            meanDay += (double) night.businessDate().toEpochDay() / recent.size();
            meanValues += (double) provided(night, attribute) / recent.size();
        }
        double together = 0;
        double spread = 0;
        for (Retirement.Entry night : recent) {
            double day = night.businessDate().toEpochDay() - meanDay;
            together += day * (provided(night, attribute) - meanValues);
            spread += day * day;
        }
        double perDay = together / spread;
        if (!(perDay < 0)) {
            return Optional.empty();
        }
        LocalDate last = recent.get(recent.size() - 1).businessDate();
        double zero = Math.ceil(meanDay - meanValues / perDay);
        // An almost flat line reaches zero too far in the future to be meaningful.
        return zero - last.toEpochDay() > 36_500
                ? Optional.empty()
                : Optional.of(LocalDate.ofEpochDay(Math.max((long) zero, last.toEpochDay() + 1)));
    }
}
