package io.crumbless.cli.render;

import io.crumbless.answers.retire.DestructionCertificateDocument;
import io.crumbless.answers.retire.Need;
import io.crumbless.answers.retire.Standing;
import io.crumbless.answers.retire.Standing.AttributeStanding;
import io.crumbless.answers.retire.Standing.Segments;
import io.crumbless.answers.retire.Standing.SourceSegments;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.warehouse.snapshot.Retirement.Distinct;
import io.crumbless.warehouse.snapshot.Retirement.SegmentCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The text output of {@code retire}. */
public record RetireWords(Optional<Standing> standing, List<Need> needs, Sentences sentences) {
    public String text() {
        StringBuilder text = new StringBuilder();
        if (standing.isEmpty()) {
            text.append(sentences.of("retire.none")).append('\n');
        } else {
            standing(text, standing.get());
        }
        List<List<String>> rows = new ArrayList<>();
        for (Need need : needs) {
            rows.add(List.of(
                    "  " + need.source(),
                    sentences.of("retire.kind." + need.kind().name().toLowerCase(Locale.ROOT)),
                    sentences.of(need.isNeeded() ? "retire.needed" : "retire.not-needed"),
                    DestructionCertificateDocument.why(need, sentences)));
        }
        if (!rows.isEmpty()) {
            text.append('\n');
            Columns.append(text, rows);
        }
        return text.toString();
    }

    private void standing(StringBuilder text, Standing standing) {
        text.append(sentences.counted(
                        "retire.night", standing.nights(), standing.last().businessDate(), standing.first()))
                .append('\n');
        List<List<String>> shares = new ArrayList<>(List.of(
                share("values", standing.last().provided(), standing.last().values()),
                share(
                        "profiles",
                        standing.last().subjectsOnProvided(),
                        standing.last().profiles()),
                share("rules", standing.rulesThatDid(), standing.rulesThatMay())));
        standing.segments().ifPresent(segments -> shares.add(share(segments.all())));
        Columns.append(text, shares);
        standing.segments()
                .ifPresentOrElse(segments -> segments(text, segments, standing.first()), () -> text.append("  ")
                        .append(sentences.of("retire.segments.none"))
                        .append('\n'));
        text.append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "  " + column("attribute"),
                column("cookies"),
                column("declared"),
                column("first"),
                column("sunset"),
                column("end")));
        for (AttributeStanding attribute : standing.attributes()) {
            rows.add(List.of(
                    "  " + attribute.attribute(),
                    sentences.number(attribute.provided()),
                    sentences.number(attribute.declared()),
                    sentences.number(attribute.firstProvided()),
                    attribute.sunset() == null ? "" : attribute.sunset().toString(),
                    zero(attribute)));
        }
        Columns.append(text, rows);
        text.append(standing.zero()
                        .map(day -> standing.last().provided() == 0
                                ? sentences.of("retire.zero.now")
                                : sentences.of("retire.zero.day", day))
                        .orElseGet(() -> sentences.of("retire.zero.unknown")))
                .append('\n');
    }

    private String column(String key) {
        return sentences.of("retire.column." + key);
    }

    private List<String> share(String what, long part, long of) {
        return share(what, sentences.number(part), sentences.number(of), percent(part, of));
    }

    private List<String> share(SegmentCount segments) {
        return share(
                "segments",
                number(segments.thatMay()),
                number(segments.delivered()),
                segments.share().isEmpty()
                        ? ""
                        : percent(
                                segments.thatMay().counted(),
                                segments.delivered().counted()));
    }

    private List<String> share(String what, String part, String of, String percent) {
        return List.of(
                "  " + sentences.of("retire." + what),
                part,
                sentences.of("retire.of"),
                of,
                sentences.of("retire." + what + ".what"),
                percent);
    }

    private void segments(StringBuilder text, Segments segments, LocalDate first) {
        if (segments.sources().isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        String then =
                segments.since().equals(first) ? column("first") : sentences.of("retire.column.on", segments.since());
        rows.add(List.of("  " + column("source"), column("segments"), column("may"), then));
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

    private String number(Distinct number) {
        String counted = sentences.number(number.counted());
        return number.more() ? sentences.of("retire.over", counted) : counted;
    }

    private String percent(long part, long of) {
        return of == 0 ? "" : sentences.tenths(100.0 * part / of) + " %";
    }

    private String zero(AttributeStanding attribute) {
        String key = "retire.end." + attribute.basis().name().toLowerCase(Locale.ROOT);
        return sentences.of(key, attribute.zero().map(LocalDate::toString).orElse(""));
    }
}
