package io.crumbless.console.overview;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Line;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Point;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.page.Document.Tone;
import io.crumbless.answers.page.Document.Trend;
import io.crumbless.answers.wording.BinTone;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many records each kept night refused, by reason, as a chart and as a table. */
final class Refusals {
    private static final int SHOWN_NIGHTS = 5;
    private static final int SHOWN_REASONS = 8;
    private static final int DRAWN_NIGHTS = 90;
    private static final int THOUSAND = 1000;

    private final Request request;

    Refusals(Request request) {
        this.request = request;
    }

    /** @param nights the newest first */
    List<Block> blocks(List<Manifest> nights) {
        List<Manifest> shown = nights.subList(0, Math.min(SHOWN_NIGHTS, nights.size()));
        Map<String, List<Long>> reasons = new TreeMap<>();
        for (int i = 0; i < shown.size(); i++) {
            for (Manifest.Account account : shown.get(i).balance()) {
                for (Map.Entry<String, Long> bin : account.bins().entrySet()) {
                    if (BinTone.isRefusal(bin.getKey())) {
                        add(reasons, bin.getKey(), i, shown.size(), bin.getValue());
                    }
                }
            }
        }
        if (reasons.isEmpty()) {
            return List.of(new Paragraph(request.sentences().of("report.refused.none")));
        }
        List<Block> blocks = new ArrayList<>();
        if (nights.size() > 1) {
            blocks.add(trend(nights.subList(0, Math.min(DRAWN_NIGHTS, nights.size()))));
        }
        List<List<String>> rows = rows(reasons);
        blocks.add(new Table(columns(shown), rows.subList(0, Math.min(SHOWN_REASONS, rows.size()))));
        if (rows.size() > SHOWN_REASONS) {
            int more = rows.size() - SHOWN_REASONS;
            blocks.add(new Paragraph(request.sentences().counted("console.overview.refusals.more", more)));
        }
        return blocks;
    }

    private static void add(Map<String, List<Long>> reasons, String bin, int night, int nights, long records) {
        List<Long> counts = reasons.computeIfAbsent(bin, key -> new ArrayList<>(Collections.nCopies(nights, 0L)));
        counts.set(night, counts.get(night) + records);
    }

    private List<Column> columns(List<Manifest> nights) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(request.sentences().of("report.column.reason"), Column.Kind.TEXT));
        nights.forEach(
                night -> columns.add(new Column(request.sentences().day(night.businessDate()), Column.Kind.NUMBER)));
        return columns;
    }

    private List<List<String>> rows(Map<String, List<Long>> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing((List<Long> counts) -> -counts.get(0))))
                .map(reason -> {
                    List<String> row = new ArrayList<>(List.of(reason(reason.getKey())));
                    reason.getValue()
                            .forEach(count -> row.add(request.sentences().number(count)));
                    return row;
                })
                .toList();
    }

    private String reason(String bin) {
        String code = bin.substring(bin.indexOf(':') + 1);
        return request.sentences().of((bin.startsWith("refused:") ? "refusal." : "legacy_refusal.") + code);
    }

    private Trend trend(List<Manifest> nights) {
        List<Manifest> inOrder = new ArrayList<>(nights);
        Collections.reverse(inOrder);
        List<Double> shares = inOrder.stream().map(Refusals::share).toList();
        double highest = shares.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double top = top(highest);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            points.add(new Point(i * THOUSAND / (shares.size() - 1), (int) Math.round(shares.get(i) / top * THOUSAND)));
        }
        return new Trend(
                request.say("overview.refusals.head"),
                request.sentences().share(top),
                request.sentences().day(inOrder.get(0).businessDate()),
                request.sentences().day(nights.get(0).businessDate()),
                List.of(new Line(
                        request.say(
                                "overview.refusals.line", request.sentences().share(shares.get(shares.size() - 1))),
                        Tone.REMOVED,
                        points)),
                List.of());
    }

    private static double share(Manifest night) {
        long all = 0;
        long refused = 0;
        for (Manifest.Account account : night.balance()) {
            for (Map.Entry<String, Long> bin : account.bins().entrySet()) {
                refused += BinTone.isRefusal(bin.getKey()) ? bin.getValue() : 0;
            }
            all += account.counted();
        }
        return all == 0 ? 0 : (double) refused / all;
    }

    /** One step above the maximum, so that the line is neither flat nor at the edge. */
    private static double top(double highest) {
        for (double top : new double[] {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5}) {
            if (highest <= top) {
                return top;
            }
        }
        return 1;
    }
}
