package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.RefusedRecord;
import io.crumbless.answers.page.Document;
import io.crumbless.answers.page.Document.Facts;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Informs a person about their own data in plain words: what they declared, how it was used, when it will be deleted,
 * what was deleted, what is never kept (GDPR Art. 12(1), 13 to 15, 20).
 */
public final class StatementDocument {
    private static final List<String> NEVER_KEPT = List.of("inferred", "acquired", "observed", "cookies");

    private final AnswerInputs inputs;
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;

    private StatementDocument(AnswerInputs inputs) {
        this.inputs = inputs;
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    public static Document of(Explanation explanation, AnswerContext context, Sentences sentences) {
        return of(explanation, context, Optional.empty(), sentences);
    }

    /** As a letter. */
    public static Document of(Explanation explanation, AnswerContext context, Issued issued, Sentences sentences) {
        return of(explanation, context, Optional.of(issued), sentences);
    }

    private static Document of(
            Explanation explanation, AnswerContext context, Optional<Issued> issued, Sentences sentences) {
        return new StatementDocument(AnswerInputs.of(explanation, context, sentences)).document(issued);
    }

    private Document document(Optional<Issued> issued) {
        return new Document(
                sentences.language(),
                sentences.of("you.title", explanation.subject()),
                explanation.manifest().runId(),
                new StatementLead(inputs, issued).paragraphs(),
                sections().all());
    }

    private Sections sections() {
        Sections sections = new Sections(sentences);
        addValues(sections);
        sections.addItems("you.section.earlier", new StatementHistory(inputs).items());
        sections.addItems("you.section.withdrawn", new StatementWithdrawals(inputs).items());
        sections.addItems("you.section.done", new StatementUses(inputs).ofNothingReported());
        sections.addItems("you.section.refused", refused());
        sections.addItems("you.section.deleted", deleted());
        StatementLegacy legacy = new StatementLegacy(inputs);
        sections.addItems("you.section.kept-out", legacy.keptOut());
        inputs.context()
                .legacy()
                .ifPresent(holdings -> sections.add(sentences.of("you.section.legacy"), legacy.holdings(holdings)));
        sections.addItems("you.section.whereabouts", new StatementController(inputs).items());
        sections.addItems("you.section.records", new StatementRecords(inputs).items());
        sections.addItems("you.section.consulted", new StatementConsultations(inputs).items());
        sections.addItems("you.section.never", never());
        sections.addItems("you.section.rights", new StatementRights(inputs).items());
        sections.add(
                sentences.of("you.section.notices"),
                wording.notices(explanation.notices(entry -> entry.fate() == Fate.RESTRICTED)));
        return sections;
    }

    private void addValues(Sections sections) {
        StatementFacts facts = new StatementFacts(inputs);
        for (HeldValue held : explanation.held()) {
            String value = wording.plain(held.attribute(), held.items());
            sections.add(
                    sentences.of("value.head", wording.plainTitle(held.attribute()), value),
                    List.of(new Facts(facts.of(held))));
        }
    }

    /** Provided values of an account serve purposes that no notice explained when they were collected. */
    private List<Item> never() {
        List<Item> items = new ArrayList<>();
        NEVER_KEPT.forEach(kind -> items.add(new Item(sentences.of("you.never." + kind), List.of())));
        String purposes = explanation.holdsProvided() ? "you.never.purposes.provided" : "you.never.purposes";
        items.add(new Item(sentences.of(purposes), List.of()));
        return items;
    }

    private List<Item> refused() {
        return explanation.refused().stream().map(this::refused).toList();
    }

    private Item refused(RefusedRecord refused) {
        return new Item(
                sentences.of("you.refused", refused.source(), wording.nights(refused.nights())),
                List.of(wording.reason(refused.reason()), sentences.of(remedy(refused.reason()))));
    }

    /** A minor cannot repeat the declaration without a guardian. */
    private static String remedy(String reason) {
        return reason.equals(Refusal.MINOR_WITHOUT_GUARDIAN.word())
                ? "you.refused.remedy.guardian"
                : "you.refused.remedy";
    }

    /** Values that ended. */
    private List<Item> deleted() {
        List<Item> items = new ArrayList<>();
        for (Fate fate : List.of(Fate.WITHDRAWN, Fate.EXPIRED, Fate.MINOR)) {
            long values = deleted(fate);
            if (values > 0) {
                items.add(new Item(sentences.of("you.deleted." + fate.word(), values), List.of()));
            }
        }
        return items;
    }

    private long deleted(Fate fate) {
        return explanation.log().stream()
                .filter(entry -> entry.fate() == fate && entry.statement().declares())
                .count();
    }
}
