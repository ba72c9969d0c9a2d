package io.crumbless.answers.dictionary;

import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Column;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Paragraph;
import io.crumbless.answers.page.Document.Section;
import io.crumbless.answers.page.Document.Table;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.dataset.Layout;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The data dictionary of a policy for analysts: extracts, and for each attribute its meaning, purposes and retention
 * period. It mentions no person; equal policies give equal documents.
 */
public final class DictionaryDocument {
    private static final int HASH_SHOWN = 12;

    private final Policy policy;
    private final Sentences sentences;
    private final Wording wording;
    private final Datasets datasets;

    private DictionaryDocument(Policy policy, Sentences sentences) {
        this.policy = policy;
        this.sentences = sentences;
        this.wording = new Wording(policy, ZoneOffset.UTC, PrivacyLaw.GDPR, sentences);
        this.datasets = Datasets.of(policy, PageLayout.ONE_FRAME);
    }

    public static Document of(Policy policy, Sentences sentences) {
        return new DictionaryDocument(policy, sentences).document();
    }

    private Document document() {
        String version = policy.version().substring(0, HASH_SHOWN);
        List<Section> sections = new ArrayList<>();
        sections.add(extracts());
        policy.attributes().forEach(attribute -> sections.add(attribute(attribute)));
        sections.add(lineage());
        sections.add(dataset(datasets.declarations()));
        sections.add(dataset(datasets.contactMoments()));
        sections.add(dataset(datasets.removals()));
        sections.add(dataset(datasets.refusals()));
        return new Document(
                sentences.language(),
                sentences.of("dictionary.title"),
                version,
                List.of(
                        new Paragraph(sentences.of("dictionary.policy", version)),
                        new Paragraph(sentences.of("dictionary.lead"))),
                sections);
    }

    private Section extracts() {
        List<List<String>> rows = policy.purposes().stream()
                .map(purpose -> List.of(
                        sentences.title(purpose.title(), purpose.id()), "extracts_" + purpose.id(), columns(purpose)))
                .toList();
        return new Section(
                sentences.of("dictionary.section.extracts"),
                List.of(
                        new Paragraph(sentences.of("dictionary.extracts")),
                        new Table(List.of(column("purpose"), column("view"), column("columns")), rows)));
    }

    private String columns(Purpose purpose) {
        return policy.attributes().stream()
                .filter(attribute -> attribute.purposes().contains(purpose.id()))
                .map(attribute -> attribute.name().value())
                .collect(Collectors.joining(", "));
    }

    private Column column(String key) {
        return new Column(sentences.of("dictionary.column." + key), Column.Kind.TEXT);
    }

    private Section attribute(Attribute attribute) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("meaning", attribute.description().strip().replaceAll("\\s+", " ")));
        facts.add(fact("type", type(attribute.type())));
        if (attribute.type().element() instanceof AttributeType.EnumType choices) {
            facts.add(fact("choices", wording.shown(attribute.name().value(), choices.choices())));
        }
        facts.add(fact("purposes", wording.purposes(attribute.purposes())));
        facts.add(fact("kept", kept(attribute)));
        attribute
                .provided()
                .ifPresent(rule -> facts.add(fact(
                        "provided",
                        sentences.of(
                                "dictionary.provided",
                                sentences.day(rule.until()),
                                wording.purposes(rule.purposes())))));
        facts.add(fact(
                "sensitivity",
                sentences.of("dictionary.sensitivity." + attribute.sensitivity().word())));
        facts.add(fact("category", attribute.category()));
        attribute
                .contact()
                .ifPresent(rule -> facts.add(
                        fact("contact", sentences.of("dictionary.contact", wording.purpose(rule.purpose())))));
        return new Section(wording.title(attribute.name().value()), List.of(new Facts(facts)));
    }

    private Fact fact(String key, String text) {
        return new Fact(sentences.of("dictionary.label." + key), text);
    }

    /** Choices are in a row of their own. */
    private static String type(AttributeType type) {
        String notation = type.notation();
        return notation.replaceAll("enum\\[.*]", "enum");
    }

    private String kept(Attribute attribute) {
        return attribute.keep().ends()
                ? sentences.of("record.keep", wording.keep(attribute.keep()))
                : sentences.of("record.keep.open");
    }

    private Section lineage() {
        List<List<String>> rows = datasets.profiles().schema().fields().stream()
                .filter(Struct.class::isInstance)
                .map(Struct.class::cast)
                .findFirst()
                .map(struct -> rows(struct.columns()))
                .orElse(List.of());
        return new Section(
                sentences.of("dictionary.section.lineage", "*" + Layout.LINEAGE_SUFFIX),
                List.of(
                        new Paragraph(sentences.of("dictionary.lineage")),
                        new Table(List.of(column("column"), column("meaning")), rows)));
    }

    private Section dataset(Dataset dataset) {
        return new Section(
                sentences.of("dictionary.section.dataset", dataset.folder()),
                List.of(
                        new Paragraph(sentences.of("dictionary.dataset." + dataset.folder())),
                        new Table(
                                List.of(column("column"), column("meaning")),
                                rows(dataset.schema().fields()))));
    }

    /** Descriptions of fixed columns are those in the files, which are English. */
    private static List<List<String>> rows(List<? extends Field> fields) {
        return fields.stream()
                .map(field -> List.of(field.name(), field.description()))
                .toList();
    }
}
