package io.crumbless.answers.proof;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Column.Kind;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.page.Document.Items;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.run.AuditReport.LegacyLook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The certificate of an audit as a document for people. */
public final class AuditCertificateDocument {
    private static final int MOST_FILES = 200;

    private final AuditCertificate certificate;
    private final ZoneId zone;
    private final Sentences sentences;

    private AuditCertificateDocument(AuditCertificate certificate, ZoneId zone, Sentences sentences) {
        this.certificate = certificate;
        this.zone = zone;
        this.sentences = sentences;
    }

    /** @param zone in which times are reported */
    public static Document of(AuditCertificate certificate, ZoneId zone, Sentences sentences) {
        return new AuditCertificateDocument(certificate, zone, sentences).document();
    }

    private Document document() {
        List<Section> sections = new ArrayList<>();
        sections.add(section("certificate.section.audit", List.of(facts())));
        if (certificate.checks().stream().anyMatch(line -> !line.findings().isEmpty())) {
            sections.add(section("certificate.section.findings", findings()));
        }
        sections.add(section("certificate.section.checks", checks()));
        sections.add(section("certificate.section.legacy", legacy()));
        sections.add(section("certificate.section.limits", limits()));
        sections.add(section("certificate.section.chain", chain()));
        sections.add(section("certificate.section.files", files()));
        String day = sentences.day(LocalDate.parse(certificate.businessDate()));
        return new Document(
                sentences.language(),
                sentences.of("certificate.title", certificate.job(), day),
                certificate.runId(),
                List.of(paragraph("certificate." + certificate.outcome())),
                sections);
    }

    private Section section(String head, List<Block> blocks) {
        return new Section(sentences.of(head), blocks);
    }

    private Block paragraph(String key, Object... filledIn) {
        return new Paragraph(sentences.of(key, filledIn));
    }

    private Fact fact(String key, String sentence) {
        return new Fact(sentences.of("certificate.label." + key), sentence);
    }

    private Column column(String key, Kind kind) {
        return new Column(sentences.of(key), kind);
    }

    private String at(String instant) {
        return sentences.moment(Instant.parse(instant), zone);
    }

    private String asOf() {
        String asOf = cutOff(certificate.asOf());
        String withdrawals = certificate.withdrawalsUntil();
        return withdrawals == null
                ? sentences.of("certificate.as-of", asOf, zone.getId())
                : sentences.of("certificate.as-of.taken-back", asOf, zone.getId(), cutOff(withdrawals));
    }

    private String cutOff(String instant) {
        return sentences.cutOff(Instant.parse(instant), zone);
    }

    private Block facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("snapshot", certificate.runId()));
        facts.add(fact("as-of", asOf()));
        facts.add(fact("policy", certificate.policyVersion()));
        facts.add(fact("made-by", certificate.madeBy()));
        facts.add(fact("at", sentences.of("certificate.at", at(certificate.auditedAt()), zone.getId())));
        facts.add(fact("by", sentences.of("certificate.by", certificate.auditedBy())));
        facts.add(fact("with", certificate.auditedWith()));
        String reason = certificate.reason();
        if (reason != null) {
            facts.add(fact("reason", reason));
        }
        return new Facts(facts);
    }

    private String title(String check) {
        return sentences.of("check." + check);
    }

    private List<Block> findings() {
        List<Item> items = new ArrayList<>();
        for (AuditCertificate.Line line : certificate.checks()) {
            if (!line.findings().isEmpty()) {
                items.add(new Item(
                        sentences.of("certificate.broken", title(line.check()), line.law()),
                        line.findings().stream()
                                .map(finding -> finding.in(sentences.language()))
                                .toList()));
            }
        }
        return List.of(paragraph("certificate.findings"), new Items(items));
    }

    private List<Block> checks() {
        List<List<String>> rows = certificate.checks().stream()
                .map(line -> List.of(
                        title(line.check()),
                        String.valueOf(line.law()),
                        line.why().isEmpty() ? sentences.amount(line.unit(), line.lookedAt()) : "",
                        line.why().isEmpty()
                                ? sentences.of("certificate.check." + line.outcome())
                                : sentences.of("not-checked." + line.why())))
                .toList();
        return List.of(
                paragraph("certificate.checks"),
                new Table(
                        List.of(
                                column("certificate.column.check", Kind.TEXT),
                                column("certificate.column.law", Kind.NUMBER),
                                column("certificate.column.looked", Kind.NUMBER),
                                column("certificate.column.result", Kind.TEXT)),
                        rows));
    }

    private List<Block> legacy() {
        LegacyLook look = certificate.legacy();
        if (look == null) {
            return List.of(paragraph("certificate.legacy.not"));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(paragraph(
                "certificate.legacy.read",
                sentences.amount("files", look.files()),
                sentences.number(look.stillThere()),
                sentences.number(look.deliveries())));
        blocks.add(paragraph(
                "certificate.legacy.compared", sentences.number(look.cookies()), sentences.number(look.texts())));
        if (certificate.checks().stream()
                .filter(line -> line.check().equals(LegacyJoin.CODE))
                .allMatch(line -> line.findings().isEmpty())) {
            blocks.add(paragraph("certificate.legacy.shown"));
        }
        blocks.add(paragraph(
                "certificate.legacy.not-shown",
                sentences.number(look.alsoDeclared()),
                sentences.number(look.tooShort())));
        return blocks;
    }

    private List<Block> limits() {
        return List.of(paragraph("certificate.limits"));
    }

    private List<Block> chain() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(paragraph("certificate.chain"));
        blocks.add(new Table(
                List.of(
                        column("certificate.column.snapshot", Kind.TEXT),
                        column("certificate.column.manifest", Kind.HASH)),
                certificate.chain().stream()
                        .map(link -> List.of(link.runId(), link.manifestSha256()))
                        .toList()));
        blocks.add(paragraph("certificate.sums", certificate.evidenceSumsSha256()));
        if (certificate.amendments() > 0) {
            blocks.add(new Paragraph(sentences.counted("certificate.amended", certificate.amendments())));
        }
        return blocks;
    }

    private List<Block> files() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(
                List.of(
                        column("report.column.file", Kind.TEXT),
                        column("report.column.rows", Kind.NUMBER),
                        column("report.column.hash", Kind.HASH)),
                certificate.files().stream()
                        .limit(MOST_FILES)
                        .map(file -> List.of(file.file(), sentences.number(file.rows()), file.sha256()))
                        .toList()));
        if (certificate.files().size() > MOST_FILES) {
            blocks.add(paragraph(
                    "report.more", sentences.number(certificate.files().size() - MOST_FILES)));
        }
        return blocks;
    }
}
