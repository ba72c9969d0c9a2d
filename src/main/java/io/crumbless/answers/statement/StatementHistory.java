package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The declarations of a person that are not in force. */
final class StatementHistory {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;
    private final StatementUses uses;

    StatementHistory(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.uses = new StatementUses(inputs);
    }

    List<Item> items() {
        return explanation.ended().map(this::item).toList();
    }

    private Item item(LogEntry entry) {
        Statement statement = entry.statement();
        String value = statement.value();
        String title = wording.plainTitle(statement.attribute());
        String what = value == null
                ? title
                : title + ": " + sentences.quoted(wording.plainShown(statement.attribute(), value));
        List<String> below = new ArrayList<>();
        below.add(sentences.of("you.fate." + entry.fate().word()));
        below.add(sentences.of("you.earlier.for", wording.plainPurposes(statement.purposes())));
        if (value != null) {
            below.add(kept(entry));
        }
        List<String> used = uses.extracts(statement.attribute(), statement.source(), statement.declarationId())
                .toList();
        below.addAll(used);
        uses.activationsOf(statement).forEach(below::add);
        if (!used.isEmpty() && !entry.fate().keepsValue()) {
            below.add(sentences.of("you.copies"));
        }
        return new Item(
                sentences.of(
                        "you.earlier",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel())),
                below);
    }

    /** How long an unused value is kept. */
    private String kept(LogEntry entry) {
        Integer ends = entry.endsOnEpochDay();
        if (ends != null) {
            return sentences.of("you.until.day", sentences.day(LocalDate.ofEpochDay(ends)));
        }
        return explanation
                .policy()
                .attribute(entry.statement().attribute())
                .map(Attribute::keep)
                .filter(Keep::ends)
                .map(keep -> sentences.of("you.earlier.keep", wording.keep(keep)))
                .orElse(sentences.of("you.earlier.open"));
    }
}
