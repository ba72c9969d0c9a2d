package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LegacyHoldings.Holding;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What legacy sources hold about a person, with sources, rules and deliveries. */
final class ExplanationLegacy {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;

    ExplanationLegacy(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Block> holdings(LegacyHoldings legacy) {
        List<String> more = new ArrayList<>();
        if (!legacy.subject().equals(explanation.subject())) {
            more.add(sentences.of("legacy.spelling", sentences.quoted(legacy.subject())));
        }
        if (legacy.optedOut()) {
            more.add(sentences.of("legacy.opted-out"));
        }
        if (legacy.unreadRows() > 0) {
            more.add(sentences.counted("legacy.unread", legacy.unreadRows()));
        }
        return wording.legacy("legacy.", legacy, more, this::holding);
    }

    private Item holding(Holding holding) {
        String name = holding.title() == null ? holding.name() : holding.title() + " (" + holding.name() + ")";
        String value = holding.value();
        List<String> below = new ArrayList<>();
        below.add(sentences.of("legacy.origin." + holding.origin().word(), holding.rule()));
        String score = holding.score();
        if (score != null) {
            below.add(sentences.of("legacy.score", score));
        }
        String collectedBy = holding.collectedBy();
        if (collectedBy != null) {
            below.add(sentences.of("legacy.collected-by", collectedBy));
        }
        below.add(deliveries(holding));
        return new Item(
                sentences.of(
                        "legacy.line", value == null ? name : name + ": " + sentences.quoted(value), holding.source()),
                below);
    }

    private String deliveries(Holding holding) {
        String records = sentences.counted("legacy.records", holding.records());
        LocalDate first = holding.firstDelivery();
        LocalDate last = holding.lastDelivery();
        if (first == null || last == null) {
            return records;
        }
        return records + " "
                + (first.equals(last)
                        ? sentences.of("legacy.delivered", sentences.day(first))
                        : sentences.of("legacy.delivered-between", sentences.day(first), sentences.day(last)));
    }
}
