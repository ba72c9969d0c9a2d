package io.crumbless.answers.report;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.wording.BinTone;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report of one night: inputs, their bins, and changes. Counts and hashes only; no person, no value. */
public final class NightReportDocument {
    /** A longer list is not read; the manifest contains all files. */
    private static final int MOST_FILES = 200;

    private static final int KIB = 1024;
    private static final int HASH_SHOWN = 12;

    private final Manifest manifest;
    private final NightReport report;
    private final Policy policy;
    private final Sentences sentences;
    private final BalancePicture picture;
    private final RetirementPicture retirement;

    private NightReportDocument(
            Manifest manifest, NightReport report, Retirement retirement, Policy policy, Sentences sentences) {
        this.manifest = manifest;
        this.report = report;
        this.policy = policy;
        this.sentences = sentences;
        this.picture = new BalancePicture(sentences);
        this.retirement = new RetirementPicture(retirement, policy, sentences);
    }

    /** As it is in the snapshot. */
    public static Document of(
            Manifest manifest, NightReport report, Retirement retirement, Policy policy, Sentences sentences) {
        return of(manifest, report, retirement, policy, sentences, 0);
    }

    /** @param amendments number of later erasures in the snapshot */
    public static Document of(
            Manifest manifest,
            NightReport report,
            Retirement retirement,
            Policy policy,
            Sentences sentences,
            int amendments) {
        return new NightReportDocument(manifest, report, retirement, policy, sentences).document(amendments);
    }

    private Document document(int amendments) {
        List<Section> sections = new ArrayList<>();
        sections.add(section("report.section.changes", changes()));
        sections.add(section("report.section.inputs", inputs()));
        sections.add(section("report.section.balance", balance()));
        sections.add(section("report.section.removed", removed()));
        sections.add(section("report.section.refused", refused()));
        sections.add(section("report.section.guards", guards()));
        sections.add(section("report.section.retirement", retirement.blocks()));
        sections.add(section("report.section.outputs", outputs()));
        String title = sentences.of("report.title", manifest.job(), sentences.day(manifest.businessDate()));
        return new Document(sentences.language(), title, manifest.runId(), lead(amendments), sections);
    }

    private Section section(String head, List<Block> blocks) {
        return new Section(sentences.of(head), blocks);
    }

    private Block paragraph(String key, Object... filledIn) {
        return new Paragraph(sentences.of(key, filledIn));
    }

    private Column column(String key, Kind kind) {
        return new Column(sentences.of("report.column." + key), kind);
    }

    private List<Block> lead(int amendments) {
        List<Block> lead = new ArrayList<>();
        lead.add(paragraph(
                "report.came",
                sentences.amount("profiles", manifest.rows(Layout.PROFILES)),
                sentences.amount("statements", manifest.rows(Layout.DECLARATIONS)),
                sentences.amount("contact moments", manifest.rows(Layout.CONTACT_MOMENTS))));
        lead.add(paragraph(
                "report.snapshot",
                manifest.runId(),
                sentences.cutOff(Instant.parse(manifest.asOf()), ZoneId.of(manifest.zone())),
                manifest.zone(),
                manifest.policyVersion().substring(0, HASH_SHOWN),
                manifest.program()));
        String restored = report.restored();
        if (restored != null) {
            lead.add(paragraph("report.restored", restored));
        }
        lead.add(paragraph("report.published"));
        if (amendments > 0) {
            lead.add(new Paragraph(sentences.counted("report.amended", amendments)));
        }
        return lead;
    }

    private List<Block> changes() {
        NightReport.Since since = report.since();
        if (since == null) {
            List<List<String>> rows = manifest.outputs().stream()
                    .map(Manifest.Output::dataset)
                    .distinct()
                    .map(dataset -> List.of(dataset(dataset), sentences.number(manifest.rows(dataset))))
                    .toList();
            return List.of(
                    paragraph("report.first"),
                    new Table(List.of(column("dataset", Kind.TEXT), column("rows", Kind.NUMBER)), rows));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(paragraph("report.since", sentences.day(since.businessDate()), since.runId()));
        blocks.add(
                since.policyVersion().equals(manifest.policyVersion())
                        ? paragraph("report.policy.same")
                        : paragraph("report.policy.other", since.policyVersion().substring(0, HASH_SHOWN)));
        if (!since.program().equals(manifest.program())) {
            blocks.add(paragraph("report.program.other", since.program()));
        }
        blocks.add(new Table(
                List.of(
                        column("dataset", Kind.TEXT),
                        column("before", Kind.NUMBER),
                        column("now", Kind.NUMBER),
                        column("change", Kind.NUMBER)),
                since.datasets().stream().map(this::change).toList()));
        return blocks;
    }

    private List<String> change(NightReport.Change change) {
        long by = change.now() - change.before();
        String sign = by > 0 ? "+" : by < 0 ? "\u2212" : "";
        return List.of(
                dataset(change.dataset()),
                sentences.number(change.before()),
                sentences.number(change.now()),
                by == 0 ? "0" : sign + sentences.number(Math.abs(by)));
    }

    private String dataset(String folder) {
        if (!folder.startsWith(Layout.EXTRACTS + "/")) {
            return sentences.of("dataset." + folder);
        }
        String purpose = folder.substring(Layout.EXTRACTS.length() + 1);
        Map<String, String> titles = policy.purpose(purpose).map(Purpose::title).orElse(Map.of());
        return sentences.of("dataset.extract", sentences.title(titles, purpose));
    }

    private List<Block> inputs() {
        if (manifest.inputs().isEmpty()) {
            return List.of(paragraph("report.inputs.none"));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                List.of(
                        column("delivery", Kind.TEXT),
                        column("source", Kind.TEXT),
                        column("records", Kind.NUMBER),
                        column("size", Kind.NUMBER),
                        column("hash", Kind.HASH)),
                manifest.inputs().stream().limit(MOST_FILES).map(this::input).toList()));
        more(manifest.inputs().size(), blocks);
        return blocks;
    }

    private List<String> input(Manifest.Input input) {
        return List.of(
                input.file(),
                sentences.of("report.source", input.source(), sentences.of("kind." + input.kind())),
                sentences.number(input.records()),
                input.bytes() == 0 ? "" : size(input.bytes()),
                input.sha256());
    }

    private String size(long bytes) {
        return sentences.of("kib", sentences.number((bytes + KIB - 1) / KIB));
    }

    private void more(int files, List<Block> blocks) {
        if (files > MOST_FILES) {
            blocks.add(paragraph("report.more", sentences.number(files - MOST_FILES)));
        }
    }

    private List<Block> balance() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(paragraph("report.balance"));
        blocks.addAll(picture.bars(manifest.balance()));
        return blocks;
    }

    private List<Block> removed() {
        List<Block> blocks = new ArrayList<>();
        Document.Bar byOrigin = picture.removed(manifest.balance());
        if (byOrigin.shares().isEmpty()) {
            return List.of(paragraph("report.removed.none"));
        }
        blocks.add(byOrigin);
        if (!report.rules().isEmpty()) {
            blocks.add(paragraph("report.rules"));
            blocks.add(new Table(
                    List.of(
                            column("rule", Kind.TEXT),
                            column("because", Kind.TEXT),
                            column("origin", Kind.TEXT),
                            column("values", Kind.NUMBER)),
                    report.rules().stream().map(this::rule).toList()));
        }
        return blocks;
    }

    private List<String> rule(NightReport.RuleCount count) {
        Provenance provenance = policy.provenance();
        String rule = count.rule();
        String trait = rule.startsWith(Provenance.TRAIT) ? rule.substring(Provenance.TRAIT.length()) : "";
        String because = trait.isEmpty()
                ? provenance.because(rule).orElseGet(() -> sentences.of("rule." + rule))
                : sentences.of("rule.trait", trait);
        return List.of(
                rule,
                because,
                sentences.of("report.origin." + provenance.origin(rule).word()),
                sentences.number(count.values()));
    }

    private List<Block> refused() {
        List<List<String>> rows = new ArrayList<>();
        for (Manifest.Account account : manifest.balance()) {
            account.bins().forEach((bin, records) -> {
                if (BinTone.isRefusal(bin)) {
                    String code = bin.substring(bin.indexOf(':') + 1);
                    String group = bin.startsWith("refused:") ? "refusal." : "legacy_refusal.";
                    rows.add(List.of(code, sentences.of(group + code), account.source(), sentences.number(records)));
                }
            });
        }
        if (rows.isEmpty()) {
            return List.of(paragraph("report.refused.none"));
        }
        return List.of(
                paragraph("report.refused"),
                new Table(
                        List.of(
                                column("code", Kind.TEXT),
                                column("reason", Kind.TEXT),
                                column("source", Kind.TEXT),
                                column("records", Kind.NUMBER)),
                        rows));
    }

    private List<Block> guards() {
        return List.of(
                paragraph("report.guards"),
                new Table(
                        List.of(
                                column("guard", Kind.TEXT),
                                column("limit", Kind.NUMBER),
                                column("reached", Kind.NUMBER),
                                column("verdict", Kind.TEXT)),
                        report.guards().stream().map(this::guard).toList()));
    }

    private List<String> guard(NightReport.Reading reading) {
        String what = sentences.of("guard." + reading.guard());
        return List.of(
                reading.source().isEmpty() ? what : sentences.of("report.guard.source", what, reading.source()),
                sentences.share(reading.limit()),
                sentences.share(reading.reached()),
                sentences.of(reading.isBeyond() ? "report.guard.accepted" : "report.guard.within"));
    }

    private List<Block> outputs() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(manifest.before()
                .map(previous -> paragraph("report.chain", previous.runId(), previous.manifestSha256()))
                .orElseGet(() -> paragraph("report.chain.first")));
        blocks.add(paragraph("report.sums"));
        blocks.add(new Table(
                List.of(
                        column("file", Kind.TEXT),
                        column("rows", Kind.NUMBER),
                        column("size", Kind.NUMBER),
                        column("hash", Kind.HASH)),
                manifest.outputs().stream().limit(MOST_FILES).map(this::output).toList()));
        more(manifest.outputs().size(), blocks);
        return blocks;
    }

    private List<String> output(Manifest.Output output) {
        return List.of(output.file(), sentences.number(output.rows()), size(output.bytes()), output.sha256());
    }
}
