package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.page.Document.Item;
import io.crumbless.answers.wording.Losses;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.NoticeRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The declarations of a person that do not count, and why. */
final class ExplanationHistory {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;
    private final Losses losses;

    ExplanationHistory(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.losses = new Losses(inputs.explanation(), inputs.sentences(), inputs.wording());
    }

    /** Other statements about the attribute, and why they do not count. */
    List<String> rivals(HeldValue held) {
        List<String> rivals = new ArrayList<>();
        for (LogEntry entry : explanation.log()) {
            Statement statement = entry.statement();
            boolean rival = statement.declares()
                    && entry.fate() != Fate.IN_FORCE
                    && statement.attribute().equals(held.attribute());
            if (rival) {
                String at = wording.at(statement.declaredAtMicros());
                String value = statement.value();
                String lost = value == null
                        ? sentences.of("earlier.lost-without-value", at, statement.declarationId(), losses.fate(entry))
                        : sentences.of(
                                "earlier.lost",
                                wording.shown(statement.attribute(), value),
                                at,
                                statement.declarationId(),
                                losses.fate(entry));
                rivals.add(String.join(" ", plus(lost, disclosures(entry))));
            }
        }
        return rivals;
    }

    List<Item> others() {
        List<String> held =
                explanation.held().stream().map(HeldValue::attribute).toList();
        return explanation.log().stream()
                .filter(entry -> entry.statement().declares()
                        && !held.contains(entry.statement().attribute()))
                .map(this::other)
                .toList();
    }

    private Item other(LogEntry entry) {
        Statement statement = entry.statement();
        String value = statement.value();
        String what = wording.title(statement.attribute())
                + (value == null ? "" : ": " + sentences.quoted(wording.shown(statement.attribute(), value)));
        return new Item(
                sentences.of(
                        "other.line",
                        what,
                        wording.at(statement.declaredAtMicros()),
                        wording.channel(statement.channel()),
                        statement.declarationId(),
                        statement.source()),
                details(entry));
    }

    private List<String> details(LogEntry entry) {
        List<String> details = new ArrayList<>(List.of(losses.fate(entry), stated(entry.statement())));
        Integer ends = entry.endsOnEpochDay();
        if (entry.statement().value() != null && ends != null) {
            details.add(sentences.of("other.until", sentences.day(LocalDate.ofEpochDay(ends))));
        }
        details.addAll(disclosures(entry));
        return details;
    }

    /** Its purposes, notice and legal basis. */
    private String stated(Statement statement) {
        String purposes = sentences.of("other.purposes", wording.purposes(statement.purposes()));
        NoticeRef notice = statement.notice();
        String under = notice == null
                ? purposes
                : purposes + " "
                        + sentences.of(
                                "other.notice", notice.id(), notice.version(), sentences.language(notice.language()));
        String basis = statement.legalBasis();
        return basis == null
                ? under
                : under + " " + sentences.of("basis.declared", wording.bases().of(basis));
    }

    /** The recipients of a statement that no longer counts; the copies made then still contain its value. */
    private List<String> disclosures(LogEntry entry) {
        Statement statement = entry.statement();
        List<Use> uses = explanation.usage().of(statement.attribute(), statement.source(), statement.declarationId());
        List<String> disclosures =
                new ArrayList<>(uses.stream().map(wording::disclosed).toList());
        if (!uses.isEmpty() && !entry.fate().keepsValue()) {
            disclosures.add(sentences.of("copies.kept"));
        }
        return disclosures;
    }

    private static List<String> plus(String first, List<String> more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(more);
        return all;
    }
}
