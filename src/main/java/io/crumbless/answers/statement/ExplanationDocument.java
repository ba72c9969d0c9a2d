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
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import java.util.ArrayList;
import java.util.List;

/** An explanation in sentences that a lawyer reads without an engineer. */
public final class ExplanationDocument {
    private final AnswerInputs inputs;
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;

    private ExplanationDocument(AnswerInputs inputs) {
        this.inputs = inputs;
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    public static Document of(Explanation explanation, AnswerContext context, Sentences sentences) {
        return new ExplanationDocument(AnswerInputs.of(explanation, context, sentences)).document();
    }

    private Document document() {
        return new Document(
                sentences.language(),
                sentences.of("head.subject", explanation.subject()),
                explanation.manifest().runId(),
                new ExplanationLead(inputs).paragraphs(),
                sections().all());
    }

    private Sections sections() {
        Sections sections = new Sections(sentences);
        addValues(sections);
        sections.addItems("section.others", new ExplanationHistory(inputs).others());
        sections.addItems("section.withdrawals", new ExplanationWithdrawals(inputs).items());
        sections.addItems("section.moments", moments());
        sections.addItems("section.disclosed", disclosedEarlier());
        sections.addItems("section.activations", new ExplanationActivations(inputs).items());
        sections.addItems("section.refused", refused());
        sections.addItems("section.removed", removed());
        inputs.context()
                .legacy()
                .ifPresent(legacy ->
                        sections.add(sentences.of("section.legacy"), new ExplanationLegacy(inputs).holdings(legacy)));
        sections.add(sentences.of("section.notices"), wording.notices(explanation.notices(entry -> true)));
        return sections;
    }

    private void addValues(Sections sections) {
        ExplanationFacts facts = new ExplanationFacts(inputs);
        for (HeldValue held : explanation.held()) {
            String value = wording.shown(held.attribute(), held.items());
            sections.add(
                    sentences.of("value.head", wording.title(held.attribute()), value),
                    List.of(new Facts(facts.of(held))));
        }
    }

    private List<Item> moments() {
        return explanation.moments().stream().map(this::moment).toList();
    }

    private Item moment(ContactMoment moment) {
        return new Item(
                sentences.of(
                        "moment.line",
                        sentences.day(moment.opens()),
                        sentences.day(moment.closes()),
                        wording.through(moment.channel()),
                        wording.purpose(moment.purpose()),
                        wording.title(moment.attribute()),
                        moment.declarationId()),
                List.of());
    }

    /** Uses of values that are neither in the profile nor in the log of this night any more. */
    private List<Item> disclosedEarlier() {
        return explanation
                .usesOfNothingListed()
                .map(use -> new Item(
                        sentences.of("disclosed.earlier", wording.title(use.attribute()), use.source()),
                        List.of(wording.disclosed(use))))
                .toList();
    }

    private List<Item> refused() {
        return explanation.refused().stream().map(this::refused).toList();
    }

    private Item refused(RefusedRecord refused) {
        String id = refused.declarationId();
        return new Item(
                sentences.of(
                        id == null ? "refused.line" : "refused.statement",
                        refused.source(),
                        refused.file(),
                        refused.position(),
                        String.valueOf(id),
                        wording.nights(refused.nights())),
                List.of(wording.reason(refused.reason())));
    }

    private List<Item> removed() {
        List<Item> items = new ArrayList<>();
        for (Removal removed : explanation.removed()) {
            String why = sentences.of("removed.origin." + removed.origin().word());
            items.add(new Item(sentences.counted("removed.line", removed.values(), removed.source(), why), List.of()));
        }
        if (!items.isEmpty()) {
            items.add(new Item(sentences.of("removed.silence"), List.of()));
        }
        return items;
    }
}
