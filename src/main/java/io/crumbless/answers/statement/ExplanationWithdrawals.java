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

/** The withdrawals and opt-outs of a person, and since when they are in effect. */
final class ExplanationWithdrawals {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;

    ExplanationWithdrawals(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
    }

    List<Item> items() {
        return explanation.log().stream()
                .filter(entry -> !entry.statement().declares())
                .map(this::withdrawal)
                .toList();
    }

    private Item withdrawal(LogEntry entry) {
        Statement statement = entry.statement();
        if (OptOutWords.isOne(statement)) {
            return optOut(entry);
        }
        boolean all = statement.attribute().equals(Statement.EVERYTHING);
        String line = sentences.of(
                all ? "withdrawal.all" : "withdrawal.attribute",
                wording.at(statement.declaredAtMicros()),
                wording.channel(statement.channel()),
                statement.declarationId(),
                statement.source(),
                wording.title(statement.attribute()));
        List<String> fate =
                new ArrayList<>(entry.fate() == Fate.FUTURE ? List.of(sentences.of("fate.future")) : effect(statement));
        if (!statement.purposes().isEmpty()) {
            String only = sentences.of("withdrawal.purposes", wording.purposes(statement.purposes()));
            fate.set(0, only + " " + fate.get(0));
        }
        return new Item(line, fate);
    }

    private Item optOut(LogEntry entry) {
        Statement statement = entry.statement();
        OptOutWords words = new OptOutWords(explanation.policy(), sentences);
        List<String> taken = words.takes(statement);
        String effect = entry.fate() == Fate.FUTURE
                ? sentences.of("fate.future")
                : taken.isEmpty()
                        ? sentences.of("opt-out.takes-nothing")
                        : sentences.of("opt-out.takes", wording.purposes(taken));
        return new Item(
                sentences.of(
                        "opt-out.line",
                        words.about(statement),
                        wording.at(statement.declaredAtMicros()),
                        statement.source()),
                List.of(effect));
    }

    /** Whether a withdrawal is in effect, and until when it was if the person declared again what it withdrew. */
    private List<String> effect(Statement withdrawal) {
        boolean everything = withdrawal.attribute().equals(Statement.EVERYTHING);
        List<String> until = new ArrayList<>();
        if (withdrawal.purposes().isEmpty()) {
            for (Statement again : explanation.saidAgain(withdrawal, Optional.empty())) {
                until.add(everything ? countedUntil(wording.title(again.attribute()), again) : countedUntil(again));
            }
            if (!everything && !until.isEmpty()) {
                return until;
            }
            until.add(0, sentences.of("fate.withdrawal"));
            return until;
        }
        for (String purpose : withdrawal.purposes()) {
            explanation.saidAgain(withdrawal, Optional.of(purpose)).stream()
                    .findFirst()
                    .ifPresent(again -> until.add(countedUntil(wording.purpose(purpose), again)));
        }
        if (until.size() < withdrawal.purposes().size()) {
            until.add(0, sentences.of("fate.withdrawal"));
        }
        return until;
    }

    private String countedUntil(Statement again) {
        return sentences.of("fate.withdrawal.until", again.declarationId(), wording.at(again.declaredAtMicros()));
    }

    private String countedUntil(String of, Statement again) {
        return sentences.of(
                "fate.withdrawal.until-for", of, again.declarationId(), wording.at(again.declaredAtMicros()));
    }
}
