package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.OptOutWords;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person withdrew or opted out of, and its effect. */
final class StatementWithdrawals {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;

    StatementWithdrawals(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Item> items() {
        return explanation.log().stream()
                .filter(entry -> !entry.statement().declares())
                .map(this::withdrawn)
                .toList();
    }

    private Item withdrawn(LogEntry entry) {
        Statement statement = entry.statement();
        if (OptOutWords.isOne(statement)) {
            return optOut(entry);
        }
        String what = statement.attribute().equals(Statement.EVERYTHING)
                ? sentences.of("you.everything")
                : wording.plainTitle(statement.attribute());
        return new Item(
                sentences.of(
                        "you.withdrawn",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel())),
                entry.fate() == Fate.FUTURE ? List.of(sentences.of("you.fate.future")) : effect(statement));
    }

    private Item optOut(LogEntry entry) {
        Statement statement = entry.statement();
        OptOutWords words = new OptOutWords(explanation.policy(), sentences);
        List<String> taken = words.takes(statement);
        String effect = entry.fate() == Fate.FUTURE
                ? sentences.of("you.fate.future")
                : taken.isEmpty()
                        ? sentences.of("you.opt-out.takes-nothing")
                        : sentences.of("you.withdrawn.purposes", wording.plainPurposes(taken));
        return new Item(
                sentences.of("you.opt-out.line", words.about(statement), wording.at(statement.declaredAtMicros())),
                List.of(effect));
    }

    /** What is no longer used since a withdrawal; if the person declared it again, until when it was not used. */
    private List<String> effect(Statement withdrawal) {
        return withdrawal.purposes().isEmpty() ? effectOnAll(withdrawal) : effectOnPurposes(withdrawal);
    }

    private List<String> effectOnAll(Statement withdrawal) {
        List<Statement> again = explanation.saidAgain(withdrawal, Optional.empty());
        boolean everything = withdrawal.attribute().equals(Statement.EVERYTHING);
        if (!everything && !again.isEmpty()) {
            return List.of(sentences.of(
                    "you.withdrawn.all.until", wording.at(again.get(0).declaredAtMicros())));
        }
        List<String> effect = new ArrayList<>(List.of(sentences.of("you.withdrawn.all")));
        again.forEach(later -> effect.add(sentences.of(
                "you.withdrawn.again", wording.plainTitle(later.attribute()), wording.at(later.declaredAtMicros()))));
        return effect;
    }

    private List<String> effectOnPurposes(Statement withdrawal) {
        List<String> lasting = new ArrayList<>();
        List<String> until = new ArrayList<>();
        for (String purpose : withdrawal.purposes()) {
            List<Statement> again = explanation.saidAgain(withdrawal, Optional.of(purpose));
            if (again.isEmpty()) {
                lasting.add(purpose);
            } else {
                until.add(sentences.of(
                        "you.withdrawn.purpose.until",
                        wording.plainPurpose(purpose),
                        wording.at(again.get(0).declaredAtMicros())));
            }
        }
        List<String> effect = new ArrayList<>();
        if (!lasting.isEmpty()) {
            effect.add(sentences.of("you.withdrawn.purposes", wording.plainPurposes(lasting)));
        }
        effect.addAll(until);
        return effect;
    }
}
