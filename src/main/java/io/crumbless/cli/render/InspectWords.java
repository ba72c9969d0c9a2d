package io.crumbless.cli.render;

import io.crumbless.cli.terminal.Columns;
import io.crumbless.process.Quantity;
import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.FileForm;
import io.crumbless.tools.inspect.Forms;
import io.crumbless.tools.inspect.Inspection;
import io.crumbless.tools.inspect.KeyOverlap;
import io.crumbless.tools.inspect.LikelyMistake;
import io.crumbless.tools.inspect.SourceLook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The text output of {@code inspect}. */
public final class InspectWords {
    /** Further columns are only counted. */
    private static final int MOST_COLUMNS = 200;

    private InspectWords() {}

    public static String of(Inspection inspection) {
        StringBuilder text = new StringBuilder();
        Map<String, String> numbers = new HashMap<>();
        for (SourceLook source : inspection.sources()) {
            numbers.put(source.name(), "[" + (numbers.size() + 1) + "]");
            text.append(numbers.get(source.name())).append(' ');
            source(text, source);
        }
        overlaps(text, inspection.overlaps(), numbers);
        if (inspection.sources().size() > KeyOverlap.MOST_SOURCES) {
            text.append("keys were compared across the first ")
                    .append(KeyOverlap.MOST_SOURCES)
                    .append(" sources only\n\n");
        }
        mistakes(text, inspection.mistakes(), numbers);
        return text.toString().stripTrailing();
    }

    private static void source(StringBuilder text, SourceLook source) {
        text.append(source.name()).append(": ").append(form(source));
        text.append(source.rows() == 0 ? "" : ", " + Quantity.of(source.rows(), "record") + looked(source));
        text.append('\n');
        source.form()
                .assumed()
                .forEach(assumed -> text.append("  assumed: ").append(assumed).append('\n'));
        List<List<String>> rows = new ArrayList<>();
        source.columns().stream().limit(MOST_COLUMNS).forEach(column -> rows.add(row(column)));
        Columns.append(text, rows);
        int more = source.columns().size() - MOST_COLUMNS;
        text.append(more > 0 ? "  and " + Quantity.of(more, "further column") + "\n" : "")
                .append('\n');
    }

    private static String form(SourceLook source) {
        boolean unread =
                source.form().kind() == FileForm.Kind.EMPTY && !source.faults().isEmpty();
        return unread ? "could not be read" : Forms.describe(source.form());
    }

    private static String looked(SourceLook source) {
        String files = source.files() > 1
                ? " in " + Quantity.grouped(source.looked()) + " of " + Quantity.of(source.files(), "file")
                : "";
        return source.whole() ? files : files + "; the rest was not read";
    }

    private static List<String> row(ColumnLook column) {
        String words = column.nothing().isEmpty()
                ? ""
                : ", nulls also written as "
                        + String.join(" ", new TreeSet<>(column.nothing().keySet()));
        long without = column.empty()
                + column.nothing().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                "  " + column.name(),
                column.type(),
                Quantity.of(column.said(), "value") + ", " + Quantity.grouped(column.distinct()) + " distinct"
                        + (without == 0 ? "" : ", " + Quantity.grouped(without) + " missing") + words);
    }

    private static void overlaps(StringBuilder text, List<KeyOverlap> overlaps, Map<String, String> numbers) {
        text.append(overlaps.isEmpty() ? "" : "overlapping keys\n");
        for (KeyOverlap overlap : overlaps) {
            text.append("  '").append(overlap.column()).append("' of ").append(numbers.get(overlap.source()));
            text.append(" and '")
                    .append(overlap.otherColumn())
                    .append("' of ")
                    .append(numbers.get(overlap.otherSource()));
            text.append(": ")
                    .append(overlap.common() == 0 ? "no id in common" : common(overlap))
                    .append('\n');
        }
        text.append(overlaps.isEmpty() ? "" : "\n");
    }

    private static String common(KeyOverlap overlap) {
        return Quantity.of(overlap.common(), "id") + " in common, of " + Quantity.grouped(overlap.distinct()) + " ("
                + percent(overlap.share()) + ") and " + Quantity.grouped(overlap.otherDistinct()) + " ("
                + percent(overlap.otherShare()) + ")";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static void mistakes(StringBuilder text, List<LikelyMistake> mistakes, Map<String, String> numbers) {
        text.append(mistakes.isEmpty() ? "" : "likely mistakes\n");
        for (LikelyMistake mistake : mistakes) {
            text.append("  ")
                    .append(numbers.get(mistake.source()))
                    .append(mistake.column().map(column -> " '" + column + "'").orElse(""))
                    .append(": ")
                    .append(mistake.message())
                    .append('\n');
        }
    }
}
