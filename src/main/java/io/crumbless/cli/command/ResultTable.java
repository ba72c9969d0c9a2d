package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.RunReport.Outcome;
import io.crumbless.night.run.RunReport.Step;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.List;

/** The summary printed at the end of a run. */
final class ResultTable {
    private ResultTable() {}

    static String of(RunReport report, Invocation invocation) {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = new ArrayList<>();
        report.steps().forEach(step -> rows.add(row(step)));
        Columns.append(text, rows);
        if (report.steps().isEmpty()) {
            text.append(books(report));
        }
        if (report.storeRequests() > 0) {
            text.append("  ")
                    .append(Quantity.of(report.storeRequests(), "request"))
                    .append(" to object stores\n");
        }
        report.notices()
                .forEach(notice -> text.append("  note: ").append(notice).append('\n'));
        return text.append(report.outcome() == Outcome.PUBLISHED ? "published " : "already published ")
                .append(invocation.shown(report.snapshot()))
                .append(" (")
                .append(Quantity.of(report.profiles(), "profile"))
                .append(", ")
                .append(Quantity.of(report.contactMoments(), "contact moment"))
                .append(")\n")
                .toString();
    }

    /** For a night that was already published; otherwise the step that closes the books reports it. */
    private static String books(RunReport report) {
        return "  books close: " + Numbers.grouped(report.recordsRead()) + " in = "
                + Numbers.grouped(report.recordsInBins()) + " in " + Quantity.of(report.bins(), "bin") + "\n";
    }

    private static List<String> row(Step step) {
        List<String> cells = new ArrayList<>();
        cells.add("  " + step.name());
        List<Count> counts = step.counts();
        cells.add(counts.isEmpty() ? "" : Numbers.grouped(counts.get(0).number()));
        cells.add(counts.isEmpty() ? "" : counts.get(0).noun());
        cells.add(rest(counts));
        cells.add(Numbers.took(step.took()));
        return cells;
    }

    /** The parts of the first count; parts that are zero are not shown. */
    private static String rest(List<Count> counts) {
        return String.join(
                "  ",
                counts.stream()
                        .skip(1)
                        .filter(count -> count.number() > 0)
                        .map(count -> Numbers.grouped(count.number()) + " " + count.noun())
                        .toList());
    }
}
