package io.crumbless.console.overview;

import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.console.page.Part;
import io.crumbless.console.page.Part.Card;
import io.crumbless.console.page.Request;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the counts of the current snapshot differ from those of the previous one. */
final class SinceLastNight {
    private final Request request;

    SinceLastNight(Request request) {
        this.request = request;
    }

    Card card(PublishedNight night) {
        Optional<NightReport.Since> since = night.report().flatMap(report -> Optional.ofNullable(report.since()));
        List<Block> blocks = new ArrayList<>();
        if (since.isEmpty()) {
            blocks.add(new Paragraph(request.sentences().of("report.first")));
        } else {
            String day = request.sentences().day(since.get().businessDate());
            Manifest manifest = night.manifest();
            boolean same = since.get().policyVersion().equals(manifest.policyVersion());
            blocks.add(new Paragraph(
                    request.say(same ? "overview.since.same-policy" : "overview.since.other-policy", day)));
            blocks.add(table(since.get()));
        }
        return new Card(request.say("overview.changes"), new Part.Blocks(blocks));
    }

    private Table table(NightReport.Since since) {
        List<List<String>> rows = since.datasets().stream()
                .filter(change -> !change.dataset().startsWith(Layout.EXTRACTS + "/"))
                .map(change -> List.of(
                        request.sentences().of("dataset." + change.dataset()),
                        request.sentences().number(change.now()),
                        signed(change.now() - change.before())))
                .toList();
        return new Table(
                List.of(
                        column("dataset", Column.Kind.TEXT),
                        column("now", Column.Kind.NUMBER),
                        column("change", Column.Kind.NUMBER)),
                rows);
    }

    private Column column(String key, Column.Kind kind) {
        return new Column(request.sentences().of("report.column." + key), kind);
    }

    private String signed(long by) {
        String sign = by > 0 ? "+" : by < 0 ? "\u2212" : "";
        return sign + request.sentences().number(Math.abs(by));
    }
}
