package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.night.job.Controller;
import java.util.ArrayList;
import java.util.List;

/** The rights of a person, and whom to contact to exercise them. */
final class StatementRights {
    private final Explanation explanation;
    private final AnswerContext context;
    private final PrivacyLaw law;
    private final Citations citations;
    private final Sentences sentences;

    StatementRights(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.law = inputs.law();
        this.citations = inputs.citations();
        this.sentences = inputs.sentences();
    }

    List<Item> items() {
        // After an erasure there is no declaration to change, and new ones are not accepted before the person is
        // re-admitted.
        boolean erased = explanation.erasedAt().isPresent() && explanation.isEmpty();
        List<Item> items = new ArrayList<>();
        if (erased) {
            items.add(new Item(sentences.of("you.right.return"), List.of()));
        }
        law.rights(!erased, !erased || context.foundInLegacy())
                .forEach(right -> items.add(new Item(
                        sentences.of("you.right." + right.key(), citations.bracketed(right.citation())), List.of())));
        context.controller()
                .ifPresent(controller ->
                        items.add(new Item(sentences.of("you.contact", controller.contact()), List.of())));
        context.controller()
                .flatMap(Controller::dataProtectionOfficer)
                .ifPresent(officer -> items.add(new Item(sentences.of("you.officer", officer), List.of())));
        context.controller()
                .flatMap(Controller::authority)
                .ifPresent(authority -> items.add(new Item(sentences.of("you.authority", authority), List.of())));
        return items;
    }
}
