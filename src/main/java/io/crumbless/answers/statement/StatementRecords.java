package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import java.util.ArrayList;
import java.util.List;

/** Retention periods of records about a person other than values (GDPR Art. 15(1)(d)). */
final class StatementRecords {
    private final Explanation explanation;
    private final Sentences sentences;

    StatementRecords(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
    }

    List<Item> items() {
        List<String> keys = new ArrayList<>();
        if (!explanation.log().isEmpty()) {
            keys.add("you.records.statements");
        }
        if (!explanation.refused().isEmpty() || !explanation.removed().isEmpty()) {
            keys.add("you.records.nights");
        }
        if (explanation.erasure().isPresent()) {
            keys.add("you.records.erasure");
        }
        return keys.stream().map(key -> new Item(sentences.of(key), List.of())).toList();
    }
}
