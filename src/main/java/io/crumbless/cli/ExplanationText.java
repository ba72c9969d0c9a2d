package io.crumbless.cli;

import io.crumbless.legal.Explanation;
import io.crumbless.legal.Explanation.HeldValue;
import io.crumbless.legal.Explanation.LogLine;
import io.crumbless.legal.Explanation.Moment;
import io.crumbless.profile.Lineage;
import io.crumbless.profile.NoticeRef;
import io.crumbless.profile.Origin;
import io.crumbless.run.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** An explanation that a lawyer reads without an engineer. */
final class ExplanationText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** Short enough to read and to print. */
    private static final int WIDTH = 110;

    private final StringBuilder text = new StringBuilder();

    private ExplanationText() {}

    static String of(Explanation explanation) {
        return new ExplanationText().write(explanation);
    }

    private String write(Explanation explanation) {
        text.append(explanation.subject())
                .append(" in snapshot ")
                .append(explanation.runId())
                .append(explanation
                        .jurisdiction()
                        .map(code -> ", jurisdiction " + code)
                        .orElse(""))
                .append('\n');
        if (explanation.isEmpty()) {
            return text.append("\nNothing is held of this person.\n").toString();
        }
        if (explanation.held().isEmpty()) {
            text.append("\nNo value is held.\n");
        }
        explanation.held().forEach(this::held);
        moments(explanation.moments());
        log(explanation.log());
        removed(explanation.removed());
        return text.toString();
    }

    private void held(HeldValue held) {
        Lineage lineage = held.lineage();
        text.append('\n').append(held.attribute()).append(": ").append(held.value());
        text.append(held.title().equals(held.attribute()) ? "" : "   (" + held.title() + ")")
                .append('\n');
        line(lineage.origin() == Origin.DECLARED ? "declared" : "provided", spoken(lineage));
        line("for", String.join(", ", lineage.purposes()));
        line("notice", lineage.notice() == null ? "none on record" : shown(lineage.notice(), held.noticeText()));
        line("legal basis", lineage.legalBasis() == null ? "none named" : lineage.legalBasis());
        line(
                "kept until",
                lineage.validUntilEpochDay() == null
                        ? "no end is set"
                        : LocalDate.ofEpochDay(lineage.validUntilEpochDay()).toString());
        line(
                "evidence",
                (lineage.declarationId() == null ? "" : "statement " + lineage.declarationId() + " of ") + "source "
                        + lineage.source() + ", admitted by rule " + lineage.rule());
        if (!lineage.accumulatedFrom().isEmpty()) {
            line("also from", "statements " + String.join(", ", lineage.accumulatedFrom()));
        }
    }

    private static String spoken(Lineage lineage) {
        Instant at = Instant.EPOCH.plus(lineage.declaredAtMicros(), ChronoUnit.MICROS);
        return TIME.format(at)
                + (lineage.channel() == null ? "" : ", channel " + lineage.channel())
                + (lineage.elicitation() == null ? "" : ", " + lineage.elicitation());
    }

    private static String shown(NoticeRef notice, String noticeText) {
        return notice.id() + " version " + notice.version() + " (" + notice.language() + ")"
                + (noticeText.isEmpty() ? "" : ": " + noticeText);
    }

    /** One labelled paragraph, wrapped under itself. */
    private void line(String label, String content) {
        StringBuilder row = new StringBuilder(String.format("  %-12s", label));
        for (String word : content.split("\\s+")) {
            if (row.length() + 1 + word.length() > WIDTH) {
                text.append(row).append('\n');
                row = new StringBuilder(String.format("  %-12s", ""));
            }
            row.append(' ').append(word);
        }
        text.append(row).append('\n');
    }

    private void moments(List<Moment> moments) {
        if (moments.isEmpty()) {
            return;
        }
        text.append("\nWants to hear from us\n");
        List<List<String>> rows = new ArrayList<>();
        for (Moment moment : moments) {
            rows.add(List.of(
                    "  " + moment.opens() + " to " + moment.closes(),
                    "by " + moment.channel(),
                    "for " + moment.purpose(),
                    "from " + moment.attribute()));
        }
        Columns.append(text, rows);
    }

    private void log(List<LogLine> log) {
        if (log.isEmpty()) {
            return;
        }
        text.append("\nEverything this person said, and what became of it\n");
        List<List<String>> rows = new ArrayList<>();
        for (LogLine said : log) {
            rows.add(List.of(
                    "  " + TIME.format(said.declaredAt()),
                    said.channel(),
                    said.action() + " " + said.attribute() + (said.value() == null ? "" : " = " + said.value()),
                    said.fate().replace('_', ' '),
                    said.source() + " " + said.declarationId()));
        }
        Columns.append(text, rows);
    }

    private void removed(List<Count> removed) {
        if (removed.isEmpty()) {
            return;
        }
        text.append("\nRemoved from what cookies had left\n");
        List<List<String>> rows = new ArrayList<>();
        removed.forEach(count -> rows.add(List.of("  " + Numbers.grouped(count.number()), count.of())));
        Columns.append(text, rows);
    }
}
