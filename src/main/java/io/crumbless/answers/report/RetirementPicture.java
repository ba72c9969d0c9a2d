package io.crumbless.answers.report;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Line;
import io.crumbless.answers.page.Document.Mark;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Point;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.page.Document.Tone;
import io.crumbless.answers.page.Document.Trend;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Retirement.AttributeCount;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.Entry;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Charts of how far profiles still rest on cookie-based sources, night by night and by attribute. */
public final class RetirementPicture {
    private static final int THOUSAND = 1000;

    /** More lines would hide the chart. */
    private static final int MOST_MARKS = 3;

    private final Retirement retirement;
    private final Policy policy;
    private final Sentences sentences;
    private final Optional<LocalDate> zero;

    public RetirementPicture(Retirement retirement, Policy policy, Sentences sentences) {
        this(retirement, policy, sentences, Optional.empty());
    }

    /** @param zero when nothing is left at the current rate; lines are extrapolated to that date */
    public RetirementPicture(Retirement retirement, Policy policy, Sentences sentences, Optional<LocalDate> zero) {
        this.retirement = retirement;
        this.policy = policy;
        this.sentences = sentences;
        this.zero = zero;
    }

    public List<Block> blocks() {
        if (retirement.last().isEmpty()) {
            return List.of(new Paragraph(sentences.of("retirement.none")));
        }
        Entry last = retirement.last().get();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(sentences.of("retirement.lead")));
        blocks.add(trend(last));
        List<List<String>> rows = last.attributes().stream()
                .filter(count -> count.provided() > 0 || count.sunset() != null)
                .map(this::row)
                .toList();
        if (!rows.isEmpty()) {
            blocks.add(new Table(
                    List.of(
                            column("attribute", Kind.TEXT),
                            column("declared", Kind.NUMBER),
                            column("provided", Kind.NUMBER),
                            column("share", Kind.NUMBER),
                            column("sunset", Kind.TEXT)),
                    rows));
        }
        blocks.addAll(segments(last));
        return blocks;
    }

    private List<Block> segments(Entry last) {
        List<SegmentCount> counts = last.segments();
        if (counts == null) {
            return List.of(new Paragraph(sentences.of("retirement.segments.none")));
        }
        if (counts.isEmpty()) {
            return List.of();
        }
        return List.of(
                new Paragraph(sentences.of("retirement.segments.lead")),
                new Table(
                        List.of(
                                column("source", Kind.TEXT),
                                column("segments", Kind.NUMBER),
                                column("may", Kind.NUMBER),
                                column("share", Kind.NUMBER)),
                        counts.stream().map(this::row).toList()));
    }

    private List<String> row(SegmentCount count) {
        OptionalDouble share = count.share();
        return List.of(
                count.source(),
                number(count.delivered()),
                number(count.thatMay()),
                share.isPresent() ? sentences.share(share.getAsDouble()) : "");
    }

    private String number(Distinct number) {
        String counted = sentences.number(number.counted());
        return number.more() ? sentences.of("retirement.more", counted) : counted;
    }

    private Column column(String key, Kind kind) {
        return new Column(sentences.of("retirement.column." + key), kind);
    }

    private List<String> row(AttributeCount count) {
        Map<String, String> titles =
                policy.attribute(count.attribute()).map(Attribute::title).orElse(Map.of());
        LocalDate sunset = count.sunset();
        return List.of(
                sentences.title(titles, count.attribute()),
                sentences.number(count.declared()),
                sentences.number(count.provided()),
                sentences.share(share(count.provided(), count.declared() + count.provided())),
                sunset == null ? "" : sentences.day(sunset));
    }

    private Block trend(Entry last) {
        LocalDate first = retirement.nights().get(0).businessDate();
        List<LocalDate> sunsets = last.attributes().stream()
                .map(AttributeCount::sunset)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        LocalDate end = Stream.concat(sunsets.stream(), zero.stream())
                .filter(last.businessDate()::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(last.businessDate());
        List<Entry> nights = retirement.nights();
        List<Entry> counted =
                nights.stream().filter(RetirementPicture::hasSegments).toList();
        double highest = DoubleStream.concat(
                        nights.stream().mapToDouble(night -> Math.max(values(night), profiles(night))),
                        counted.stream().mapToDouble(RetirementPicture::segmentShare))
                .max()
                .orElse(0);
        double top = top(highest);
        List<Line> lines = new ArrayList<>();
        lines.add(line("retirement.values", nights, RetirementPicture::values, Tone.REMOVED, first, end, top));
        lines.add(line("retirement.profiles", nights, RetirementPicture::profiles, Tone.WAITING, first, end, top));
        if (hasSegments(last)) {
            lines.add(line(
                    "retirement.segments", counted, RetirementPicture::segmentShare, Tone.NEUTRAL, first, end, top));
        }
        List<Mark> marks = sunsets.stream()
                .filter(sunset -> !sunset.isBefore(first))
                .limit(MOST_MARKS)
                .map(sunset ->
                        new Mark(x(first, end, sunset), sentences.of("retirement.sunset", sentences.day(sunset))))
                .toList();
        return new Trend(
                sentences.of("retirement.head"),
                sentences.of("share", String.valueOf(Math.round(top * 100))),
                sentences.day(first),
                end.equals(first) ? "" : sentences.day(end),
                lines,
                marks);
    }

    private Line line(
            String key,
            List<Entry> nights,
            ToDoubleFunction<Entry> share,
            Tone tone,
            LocalDate first,
            LocalDate end,
            double top) {
        List<Point> points = nights.stream()
                .map(night -> new Point(x(first, end, night.businessDate()), (int)
                        Math.round(share.applyAsDouble(night) / top * THOUSAND)))
                .toList();
        String now = sentences.share(share.applyAsDouble(nights.get(nights.size() - 1)));
        String then = sentences.share(share.applyAsDouble(nights.get(0)));
        return new Line(sentences.of(key, now, then), tone, points, projected(points, tone, first, end));
    }

    /** Only for provided values; the number of segments that a source delivers follows no trend. */
    private List<Point> projected(List<Point> points, Tone tone, LocalDate first, LocalDate end) {
        Point last = points.get(points.size() - 1);
        return zero.filter(day -> tone != Tone.NEUTRAL && last.y() > 0)
                .map(day -> new Point(x(first, end, day), 0))
                .filter(nothing -> nothing.x() > last.x())
                .map(nothing -> List.of(last, nothing))
                .orElse(List.of());
    }

    private static int x(LocalDate first, LocalDate end, LocalDate day) {
        long days = ChronoUnit.DAYS.between(first, end);
        return days == 0 ? 0 : (int) (ChronoUnit.DAYS.between(first, day) * THOUSAND / days);
    }

    /** The next of 5, 10, 20, 50 and 100 per cent, so that a small remainder is visible. */
    private static double top(double highest) {
        for (double top : new double[] {0.05, 0.1, 0.2, 0.5}) {
            if (highest <= top) {
                return top;
            }
        }
        return 1;
    }

    private static double values(Entry night) {
        return share(night.provided(), night.values());
    }

    private static double profiles(Entry night) {
        return share(night.subjectsOnProvided(), night.profiles());
    }

    /** Summed over sources; nights with too many segments, or with none counted, have no point. */
    private static boolean hasSegments(Entry night) {
        return night.allSegments()
                .map(SegmentCount::share)
                .filter(OptionalDouble::isPresent)
                .isPresent();
    }

    private static double segmentShare(Entry night) {
        return night.allSegments().orElseThrow().share().orElseThrow();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
