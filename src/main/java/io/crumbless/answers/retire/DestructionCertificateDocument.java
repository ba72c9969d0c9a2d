package io.crumbless.answers.retire;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.wording.Sentences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A {@link Certificate} as a document for people. */
public final class DestructionCertificateDocument {
    private final Certificate certificate;
    private final Sentences sentences;
    private final ZoneId zone;

    private DestructionCertificateDocument(Certificate certificate, Sentences sentences, ZoneId zone) {
        this.certificate = certificate;
        this.sentences = sentences;
        this.zone = zone;
    }

    /** @param zone in which times are reported */
    public static Document of(Certificate certificate, Sentences sentences, ZoneId zone) {
        return new DestructionCertificateDocument(certificate, sentences, zone).document();
    }

    /** Why a source is needed, or why it is not. */
    public static String why(Need need, Sentences sentences) {
        String key = "need." + need.reason().name().toLowerCase(Locale.ROOT);
        if (need.of().isEmpty()) {
            return sentences.of(key);
        }
        if (need.reason() == Need.Reason.NOTHING_KEPT) {
            return sentences.counted(key, Long.parseLong(need.of().get(0)));
        }
        if (need.reason() == Need.Reason.STILL_HELD) {
            return sentences.of(key, sentences.number(Long.parseLong(need.of().get(0))));
        }
        String of = need.reason() == Need.Reason.SUNSET_PASSED
                ? sentences.day(LocalDate.parse(need.of().get(0)))
                : String.join(", ", need.of());
        return sentences.of(key, of);
    }

    private Document document() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(sentences.of("destruction.head"), List.of(facts())));
        certificate.sources().forEach(source -> sections.add(section(source)));
        sections.add(new Section(
                sentences.of("destruction.method.head"), List.of(new Paragraph(sentences.of("destruction.method")))));
        sections.add(new Section(
                sentences.of("destruction.sign.head"),
                List.of(new Facts(List.of(blank("sign.name"), blank("sign.date"), blank("sign.signature"))))));
        List<Block> lead = new ArrayList<>();
        String became = certificate.files() == 0 ? "destruction.nothing" : "destruction.what";
        lead.add(new Paragraph(sentences.of(certificate.endedAt() == null ? "destruction.unfinished" : became)));
        if (certificate.missing() > 0) {
            lead.add(new Paragraph(sentences.counted("destruction.missing", certificate.missing())));
        }
        return new Document(
                sentences.language(),
                sentences.of(
                        "destruction.title",
                        String.join(
                                ", ",
                                certificate.sources().stream()
                                        .map(source -> source.need().source())
                                        .toList())),
                certificate.retirementId(),
                lead,
                sections);
    }

    private Fact blank(String key) {
        return new Fact(sentences.of(key), sentences.of("sign.blank"));
    }

    private Block facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(sentences.of("destruction.id"), certificate.retirementId()));
        facts.add(new Fact(sentences.of("destruction.job"), certificate.job()));
        facts.add(new Fact(sentences.of("destruction.begun"), moment(certificate.startedAt())));
        if (certificate.endedAt() != null) {
            facts.add(new Fact(sentences.of("destruction.ended"), moment(certificate.endedAt())));
        }
        facts.add(new Fact(sentences.of("destruction.by"), certificate.by()));
        if (certificate.reason() != null) {
            facts.add(new Fact(sentences.of("destruction.reason"), certificate.reason()));
        }
        facts.add(new Fact(sentences.of("destruction.policy"), certificate.policyVersion()));
        facts.add(new Fact(sentences.of("destruction.night"), certificate.lastRun()));
        facts.add(new Fact(
                sentences.of("destruction.all"),
                sentences.of(
                        "destruction.files",
                        sentences.number(certificate.files()),
                        sentences.number(certificate.bytes()))));
        return new Facts(facts);
    }

    private String moment(String at) {
        return sentences.moment(Instant.parse(at), zone) + " (" + zone.getId() + ")";
    }

    private Section section(Certificate.Source source) {
        String kind = sentences.of("need.kind." + source.need().kind().name().toLowerCase(Locale.ROOT));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Facts(List.of(
                new Fact(sentences.of("destruction.path"), source.path()),
                new Fact(sentences.of("destruction.need"), why(source.need(), sentences)))));
        if (source.files().isEmpty()) {
            String none = source.missing().isEmpty() ? "destruction.no-files" : "destruction.none-destroyed";
            blocks.add(new Paragraph(sentences.of(none)));
        } else {
            blocks.add(files(source.files()));
        }
        if (!source.missing().isEmpty()) {
            blocks.add(new Paragraph(sentences.of("destruction.missing.files")));
            blocks.add(files(source.missing()));
        }
        return new Section(sentences.of("destruction.source", source.need().source(), kind), blocks);
    }

    private Table files(List<Certificate.DestroyedFile> files) {
        return new Table(
                List.of(
                        new Column(sentences.of("destruction.column.file"), Column.Kind.TEXT),
                        new Column(sentences.of("destruction.column.bytes"), Column.Kind.NUMBER),
                        new Column(sentences.of("destruction.column.sha256"), Column.Kind.HASH)),
                files.stream()
                        .map(file -> List.of(file.file(), sentences.number(file.bytes()), file.sha256()))
                        .toList());
    }
}
