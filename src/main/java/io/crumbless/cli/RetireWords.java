package io.crumbless.cli;

import io.crumbless.legal.Sentences;
import io.crumbless.profile.Quantity;
import io.crumbless.retire.CertificateDocument;
import io.crumbless.retire.Need;
import io.crumbless.retire.Standing;
import io.crumbless.retire.Standing.AttributeStanding;
import io.crumbless.retire.Standing.Segments;
import io.crumbless.retire.Standing.SourceSegments;
import io.crumbless.snapshot.Retirement.Distinct;
import io.crumbless.snapshot.Retirement.SegmentCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code retire} tells on a terminal. */
record RetireWords(Optional<Standing> standing, List<Need> needs) {
    String text() {
        StringBuilder text = new StringBuilder();
        if (standing.isEmpty()) {
            text.append("no night has counted yet how far profiles rest on cookies; run one first\n");
        } else {
            standing(text, standing.get());
        }
        List<List<String>> rows = new ArrayList<>();
        Sentences sentences = new Sentences("en");
        for (Need need : needs) {
            rows.add(List.of(
                    "  " + need.source(),
                    need.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    need.isNeeded() ? "needed" : "not needed",
                    CertificateDocument.why(need, sentences)));
        }
        if (!rows.isEmpty()) {
            text.append('\n');
            Columns.append(text, rows);
        }
        return text.toString();
    }

    private static void standing(StringBuilder text, Standing standing) {
        text.append("night of ")
                .append(standing.last().businessDate())
                .append(", ")
                .append(Quantity.of(standing.nights(), "night"))
                .append(standing.nights() == 1 ? " known\n" : " known since " + standing.first() + "\n");
        List<List<String>> shares = new ArrayList<>(List.of(
                share(
                        "values",
                        "rest on what cookies left behind",
                        standing.last().provided(),
                        standing.last().values()),
                share(
                        "profiles",
                        "hold a value that does",
                        standing.last().subjectsOnProvided(),
                        standing.last().profiles()),
                share(
                        "rules",
                        "by which one may pass supplied some",
                        standing.rulesThatDid(),
                        standing.rulesThatMay())));
        standing.segments().ifPresent(segments -> shares.add(share(segments.all())));
        Columns.append(text, shares);
        standing.segments()
                .ifPresentOrElse(
                        segments -> segments(text, segments, standing.first()),
                        () -> text.append("  segments were not counted that night\n"));
        text.append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  attribute", "from cookies", "declared", "first night", "sunset", "none left"));
        for (AttributeStanding attribute : standing.attributes()) {
            rows.add(List.of(
                    "  " + attribute.attribute(),
                    Numbers.grouped(attribute.provided()),
                    Numbers.grouped(attribute.declared()),
                    Numbers.grouped(attribute.firstProvided()),
                    attribute.sunset() == null ? "" : attribute.sunset().toString(),
                    zero(attribute)));
        }
        Columns.append(text, rows);
        text.append(
                standing.zero()
                        .map(day -> standing.last().provided() == 0
                                ? "nothing rests on cookies any more\n"
                                : "nothing should rest on cookies from " + day + " on\n")
                        .orElse(
                                "when nothing will rest on cookies cannot be told: an attribute has no sunset and does not fall\n"));
    }

    private static List<String> share(String what, String words, long part, long of) {
        return List.of(
                "  " + what, Numbers.grouped(part), "of", Numbers.grouped(of), words, RetireCommand.percent(part, of));
    }

    private static List<String> share(SegmentCount segments) {
        return List.of(
                "  segments",
                number(segments.thatMay()),
                "of",
                number(segments.delivered()),
                "delivered may still supply one",
                segments.share().isEmpty()
                        ? ""
                        : RetireCommand.percent(
                                segments.thatMay().counted(),
                                segments.delivered().counted()));
    }

    private static void segments(StringBuilder text, Segments segments, LocalDate first) {
        if (segments.sources().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        String then = segments.since().equals(first) ? "first night" : "on " + segments.since();
        rows.add(List.of("  source", "segments", "may supply", then));
        for (SourceSegments source : segments.sources()) {
            rows.add(List.of(
                    "  " + source.last().source(),
                    number(source.last().delivered()),
                    number(source.last().thatMay()),
                    number(source.first().thatMay())));
        }
        text.append('\n');
        Columns.append(text, rows);
    }

    private static String number(Distinct number) {
        return (number.more() ? "over " : "") + Numbers.grouped(number.counted());
    }

    private static String zero(AttributeStanding attribute) {
        String day = attribute.zero().map(LocalDate::toString).orElse("");
        return switch (attribute.basis()) {
            case NONE_LEFT -> "now";
            case TREND -> day + " by the trend";
            case SUNSET -> day + " by the sunset";
            case UNKNOWN -> "cannot be told";
        };
    }
}
