package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.explain.Explanation.Use;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.wording.Losses;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.StatementRef;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an explanation reports about one value: its origin, evidence, purposes, disclosures and end. */
final class ExplanationFacts {
    private final Explanation explanation;
    private final Sentences sentences;
    private final Wording wording;
    private final Losses losses;
    private final ExplanationHistory history;

    ExplanationFacts(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.losses = new Losses(inputs.explanation(), inputs.sentences(), inputs.wording());
        this.history = new ExplanationHistory(inputs);
    }

    List<Fact> of(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("origin", sentences.of("origin." + lineage.origin().word())));
        facts.add(fact("said", said(held)));
        facts.add(fact("for", wording.purposes(lineage.purposes()) + "."));
        List<String> noLonger = held.evidence()
                .map(evidence -> losses.purposes(evidence.statement(), lineage.purposes()))
                .orElse(List.of());
        if (!noLonger.isEmpty()) {
            facts.add(new Fact(sentences.of("label.no-longer"), noLonger));
        }
        facts.add(fact("notice", notice(lineage.notice())));
        facts.add(new Fact(sentences.of("label.basis"), wording.bases().sentences(lineage)));
        facts.add(fact("until", until(held)));
        facts.add(fact("evidence", evidence(held)));
        facts.add(new Fact(sentences.of("label.disclosed"), disclosures(held)));
        List<String> rivals = history.rivals(held);
        if (!rivals.isEmpty()) {
            facts.add(new Fact(sentences.of("label.earlier"), rivals));
        }
        return facts;
    }

    private Fact fact(String label, String sentence) {
        return new Fact(sentences.of("label." + label), sentence);
    }

    private String said(HeldValue held) {
        Lineage lineage = held.lineage();
        String at = wording.at(lineage.declaredAtMicros());
        if (lineage.origin() != Origin.DECLARED) {
            return sentences.of("said.provided", at, wording.zone().getId(), lineage.source());
        }
        Optional<Statement> statement = held.evidence().map(LogEntry::statement);
        StringBuilder said = new StringBuilder(sentences.of(
                held.saidByGuardian() ? "said.guardian" : "said.self",
                at,
                wording.zone().getId(),
                wording.channel(lineage.channel())));
        if (lineage.elicitation() != null) {
            said.append(' ').append(sentences.of("said.elicited." + lineage.elicitation()));
        }
        statement.map(Statement::recordedBy).ifPresent(recorder -> said.append(' ')
                .append(sentences.of("said.recorded", recorder)));
        if (statement.filter(Statement::confirmed).isPresent()) {
            said.append(' ').append(sentences.of("said.confirmed"));
        }
        return said.toString();
    }

    private String notice(@Nullable NoticeRef shown) {
        if (shown == null) {
            return sentences.of("notice.none");
        }
        String key = wording.text(shown).isPresent() ? "notice.shown" : "notice.lost";
        return sentences.of(key, shown.id(), shown.version(), sentences.language(shown.language()));
    }

    private String until(HeldValue held) {
        Integer last = held.lineage().validUntilEpochDay();
        if (last == null) {
            return sentences.of("until.open");
        }
        String day = sentences.of("until.day", sentences.day(LocalDate.ofEpochDay(last)));
        if (held.lineage().origin() == Origin.PROVIDED) {
            return day + " " + sentences.of("until.provided");
        }
        return explanation
                .policy()
                .attribute(held.attribute())
                .map(Attribute::keep)
                .filter(Keep::ends)
                .map(keep -> day + " " + sentences.of("until.rule", wording.keep(keep)))
                .orElse(day);
    }

    private String evidence(HeldValue held) {
        Lineage lineage = held.lineage();
        if (lineage.declarationId() == null) {
            return sentences.of("evidence.provided", lineage.source(), lineage.rule());
        }
        StringBuilder text = new StringBuilder(
                sentences.of("evidence.statement", lineage.declarationId(), lineage.source(), lineage.rule()));
        held.evidence().map(LogEntry::deliveredOnEpochDay).ifPresent(day -> text.append(' ')
                .append(sentences.of("evidence.delivered", sentences.day(LocalDate.ofEpochDay(day)))));
        held.evidence().map(entry -> entry.statement().evidenceRef()).ifPresent(kept -> text.append(' ')
                .append(sentences.of("evidence.kept", kept)));
        if (!lineage.accumulatedFrom().isEmpty()) {
            text.append(' ')
                    .append(sentences.of(
                            "evidence.gathered",
                            lineage.accumulatedFrom().stream().map(this::part).collect(Collectors.joining(", "))));
        }
        return text.toString();
    }

    private String part(StatementRef statement) {
        return statement.source() == null
                ? sentences.of("evidence.gathered.part-of-unknown-source", statement.declarationId())
                : sentences.of("evidence.gathered.part", statement.declarationId(), statement.source());
    }

    private List<String> disclosures(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Use> uses = explanation.usage().of(held.attribute(), lineage.source(), lineage.declarationId());
        return uses.isEmpty()
                ? List.of(sentences.of("disclosed.nowhere"))
                : uses.stream().map(wording::disclosed).toList();
    }
}
