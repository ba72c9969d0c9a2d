package io.crumbless.answers.report;

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
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.Controller.Transfer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An extract for the record of processing activities, section by section as GDPR Art. 30(1) lists them. */
public final class ProcessingRecordDocument {
    /** Number of sentences {@code record.measure.1} and so on: measures that the program itself provides. */
    static final int MEASURES = 14;

    private static final int HASH_SHOWN = 12;

    private final ProcessingRecord record;
    private final Policy policy;
    private final Sentences sentences;
    private final Wording wording;

    private ProcessingRecordDocument(ProcessingRecord record, Sentences sentences) {
        this.record = record;
        this.policy = record.policy();
        this.sentences = sentences;
        this.wording = new Wording(policy, ZoneOffset.UTC, PrivacyLaw.GDPR, sentences);
    }

    public static Document of(ProcessingRecord record, Sentences sentences) {
        return new ProcessingRecordDocument(record, sentences).document();
    }

    private Document document() {
        List<Section> sections = new ArrayList<>();
        sections.add(section("controller", controller()));
        sections.add(section("purposes", purposes()));
        sections.add(section("subjects", subjects()));
        sections.add(section("data", data()));
        sections.add(section("recipients", recipients()));
        sections.add(section("transfers", transfers()));
        sections.add(section("limits", limits()));
        sections.add(section("measures", measures()));
        sections.add(section("law", law()));
        return new Document(
                sentences.language(),
                sentences.of(
                        "record.title",
                        record.controller().map(Controller::name).orElse(sentences.of("record.nobody"))),
                policy.version().substring(0, HASH_SHOWN),
                List.of(
                        paragraph(
                                record.kept().isPresent() ? "record.policy" : "record.policy.alone",
                                policy.version().substring(0, HASH_SHOWN)),
                        paragraph("record.lead")),
                sections);
    }

    private Section section(String key, List<Block> blocks) {
        return new Section(sentences.of("record.section." + key), blocks);
    }

    private Block paragraph(String key, Object... filledIn) {
        return new Paragraph(sentences.of(key, filledIn));
    }

    private Column column(String key) {
        return new Column(sentences.of("record.column." + key), Kind.TEXT);
    }

    private List<Block> controller() {
        if (record.controller().isEmpty()) {
            return List.of(paragraph("record.controller.none"));
        }
        Controller controller = record.controller().get();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact(sentences.of("record.label.name"), controller.name()),
                new Fact(sentences.of("record.label.contact"), controller.contact())));
        controller
                .dataProtectionOfficer()
                .ifPresent(officer -> facts.add(new Fact(sentences.of("record.label.officer"), officer)));
        controller
                .authority()
                .ifPresent(authority -> facts.add(new Fact(sentences.of("record.label.authority"), authority)));
        return List.of(
                new Facts(facts),
                paragraph(
                        controller.dataProtectionOfficer().isPresent()
                                ? "record.controller.rest.officer"
                                : "record.controller.rest"));
    }

    private List<Block> purposes() {
        List<List<String>> rows = policy.purposes().stream()
                .map(purpose -> List.of(
                        title(purpose) + " (" + purpose.id() + ")",
                        purpose.dpv().substring(purpose.dpv().lastIndexOf('#') + 1),
                        purpose.fideslang(),
                        purpose.legalBasis().map(wording.bases()::of).orElse(sentences.of("record.basis.unstated")),
                        notices(purpose)))
                .toList();
        return List.of(
                paragraph("record.purposes"),
                new Table(
                        List.of(
                                column("purpose"),
                                column("dpv"),
                                column("fideslang"),
                                column("basis"),
                                column("notices")),
                        rows));
    }

    private String title(Purpose purpose) {
        return sentences.title(purpose.title(), purpose.id());
    }

    /** Notices in use; those no longer shown are left out. */
    private String notices(Purpose purpose) {
        String inUse = policy.notices().stream()
                .filter(notice ->
                        notice.validTo().isEmpty() && notice.purposes().contains(purpose.id()))
                .map(this::notice)
                .collect(Collectors.joining("; "));
        return inUse.isEmpty() ? sentences.of("record.notices.none") : inUse;
    }

    private String notice(Notice notice) {
        return sentences.of(
                "record.notice",
                notice.id(),
                notice.version(),
                String.join(", ", notice.texts().keySet()));
    }

    private List<Block> subjects() {
        return List.of(new Items(List.of(
                item("record.subject.customers"),
                item("record.subject.minors"),
                item("record.subject.visitors"),
                item("record.subject.staff"))));
    }

    private Item item(String key, Object... filledIn) {
        return new Item(sentences.of(key, filledIn), List.of());
    }

    private List<Block> data() {
        List<List<String>> rows = policy.attributes().stream()
                .map(attribute -> List.of(
                        wording.title(attribute.name().value()),
                        attribute.category() + sensitivity(attribute),
                        attribute.accepts().stream()
                                .map(origin -> sentences.of("record.origin." + origin.word()))
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        wording.plainPurposes(attribute.purposes())))
                .toList();
        return List.of(
                paragraph("record.data"),
                new Table(List.of(column("attribute"), column("category"), column("origin"), column("purposes")), rows),
                paragraph("record.data.besides"));
    }

    private String sensitivity(Attribute attribute) {
        return attribute.sensitivity() == Sensitivity.NONE
                ? ""
                : " ("
                        + sentences.of(
                                "record.sensitivity." + attribute.sensitivity().word()) + ")";
    }

    private List<Block> recipients() {
        List<Item> items = new ArrayList<>();
        policy.purposes().forEach(purpose -> items.add(item("record.recipient.extract", title(purpose), purpose.id())));
        if (policy.attributes().stream()
                .anyMatch(attribute -> attribute.contact().isPresent())) {
            items.add(item("record.recipient.moments", contactPurposes()));
        }
        record.activationLogs().forEach(log -> items.add(item("record.recipient.activation", log)));
        Optional<List<String>> others = record.controller().flatMap(Controller::recipients);
        others.orElse(List.of()).forEach(recipient -> items.add(item("record.recipient.other", recipient)));
        List<String> sold = policy.purposes().stream()
                .filter(purpose -> !purpose.markings().isEmpty())
                .map(purpose -> title(purpose) + " (" + purpose.id() + ")")
                .toList();
        items.add(
                sold.isEmpty()
                        ? item("record.recipient.no-sale")
                        : item("record.recipient.sale", String.join("; ", sold)));
        String rest = others.map(list -> list.isEmpty() ? "record.recipients.none" : "record.recipients.rest")
                .orElse("record.recipients.unstated");
        return List.of(new Items(items), paragraph(rest));
    }

    private String contactPurposes() {
        return policy.attributes().stream()
                .flatMap(attribute -> attribute.contact().stream())
                .map(rule -> wording.plainPurpose(rule.purpose()))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private List<Block> transfers() {
        Optional<String> stored = record.controller().flatMap(Controller::storedIn);
        Optional<List<Transfer>> transfers = record.controller().flatMap(Controller::transfers);
        List<Block> blocks = new ArrayList<>();
        blocks.add(stored.map(place -> paragraph("record.stored-in", wording.place(place)))
                .orElseGet(() -> paragraph("record.stored-in.none")));
        if (transfers.isEmpty()) {
            blocks.add(paragraph("record.transfers.unstated"));
        } else if (transfers.get().isEmpty()) {
            blocks.add(paragraph("record.transfers.none"));
        } else {
            blocks.add(new Items(wording.transfers(transfers.get()).stream()
                    .map(transfer -> item("record.transfer", transfer))
                    .toList()));
        }
        blocks.add(paragraph("record.transfers.program"));
        return blocks;
    }

    private List<Block> limits() {
        List<List<String>> rows = policy.attributes().stream()
                .map(attribute -> List.of(
                        wording.title(attribute.name().value()),
                        attribute.keep().ends()
                                ? sentences.of("record.keep", wording.keep(attribute.keep()))
                                : sentences.of("record.keep.open"),
                        attribute
                                .provided()
                                .map(rule -> sentences.of("record.sunset", sentences.day(rule.until())))
                                .orElse("")))
                .toList();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Table(List.of(column("attribute"), column("keep"), column("provided")), rows));
        blocks.add(paragraph("record.limits"));
        record.kept()
                .ifPresent(kept -> blocks.add(paragraph(
                        "record.limits.copies", sentences.period(kept.withdrawalsWithin()), kept.snapshots())));
        blocks.add(paragraph("record.limits.control"));
        return blocks;
    }

    private List<Block> measures() {
        return List.of(
                paragraph("record.measures"),
                new Items(IntStream.rangeClosed(1, MEASURES)
                        .mapToObj(number -> item("record.measure." + number))
                        .toList()),
                paragraph("record.measures.rest"));
    }

    private List<Block> law() {
        List<List<String>> rows =
                policy.jurisdictions().stream().map(this::jurisdiction).toList();
        return List.of(
                paragraph("record.law"),
                new Table(
                        List.of(column("place"), column("age"), column("special"), column("sale"), column("cited")),
                        rows));
    }

    private List<String> jurisdiction(Jurisdiction place) {
        String bases = place.specialCategory().legalBases().stream()
                .map(wording.bases()::of)
                .sorted()
                .collect(Collectors.joining(", "));
        List<String> cited = new ArrayList<>(place.citations());
        cited.add(place.specialCategory().cite());
        cited.add(place.sharing().cite());
        return List.of(
                wording.place(place.code()),
                String.valueOf(place.ageOfDigitalConsent()),
                bases,
                sentences.of("record.sale." + place.sharing().permission().word()),
                new Citations(sentences).all(cited));
    }
}
