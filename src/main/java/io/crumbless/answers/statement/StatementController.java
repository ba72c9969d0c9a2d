package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.night.job.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Information that only the controller has (GDPR Art. 15(1)(c), (h), 15(2)): quoted, or reported as not stated. */
final class StatementController {
    private final Explanation explanation;
    private final AnswerContext context;
    private final PrivacyLaw law;
    private final Citations citations;
    private final Sentences sentences;
    private final Wording wording;

    StatementController(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.law = inputs.law();
        this.citations = inputs.citations();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Item> items() {
        if (explanation.isEmpty() && !context.foundSomething()) {
            return List.of();
        }
        Optional<Controller> controller = context.controller();
        Optional<List<String>> stored =
                controller.flatMap(Controller::storedIn).map(wording::place).map(List::of);
        List<String> items = new ArrayList<>();
        items.add(stated("you.recipients", controller.flatMap(Controller::recipients)));
        sale().ifPresent(items::add);
        items.add(stated("you.stored", stored));
        transfers(controller.flatMap(Controller::transfers).map(wording::transfers))
                .ifPresent(items::add);
        items.add(sentences.of("you.decisions.program") + " "
                + stated("you.decisions", controller.flatMap(Controller::automatedDecisions)));
        return items.stream().map(sentence -> new Item(sentence, List.of())).toList();
    }

    /** Third countries are defined by the GDPR, so their absence means nothing to people whom another law protects. */
    private Optional<String> transfers(Optional<List<String>> transfers) {
        if (law.citesGdpr()) {
            return Optional.of(stated("you.transfers", transfers));
        }
        return transfers.filter(list -> !list.isEmpty()).map(list -> stated("you.transfers.abroad", transfers));
    }

    /**
     * The purposes for which values are sold or shared according to the policy (Cal. Civ. Code §§ 1798.110, 1798.115).
     * If there are none, that is stated where the law grants an opt-out.
     */
    private Optional<String> sale() {
        List<String> marked = explanation.purposesOfValues().stream()
                .filter(purpose -> explanation
                        .policy()
                        .purpose(purpose)
                        .filter(known -> !known.markings().isEmpty())
                        .isPresent())
                .toList();
        if (!marked.isEmpty()) {
            return Optional.of(sentences.of("you.sale", wording.plainPurposes(marked)));
        }
        return law.offersOptOut() ? Optional.of(sentences.of("you.sale.none")) : Optional.empty();
    }

    private String stated(String key, Optional<List<String>> list) {
        String cited = law.citation("decisions").map(citations::bracketed).orElse("");
        if (list.isEmpty()) {
            return sentences.of(key + ".unstated", "", "", cited);
        }
        String by = context.controller().map(Controller::name).orElse("");
        return list.get().isEmpty()
                ? sentences.of(key + ".none", by, "", cited)
                : sentences.of(key, by, String.join("; ", list.get()), cited);
    }
}
