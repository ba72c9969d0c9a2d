package io.crumbless.answers.statement;

import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.page.Document.Fact;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement reports about one value: what the person declared, why it is kept, how it was used and until when. */
final class StatementFacts {
    private final Sentences sentences;
    private final Wording wording;
    private final PrivacyLaw law;
    private final Citations citations;
    private final StatementUses uses;

    StatementFacts(AnswerInputs inputs) {
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.law = inputs.law();
        this.citations = inputs.citations();
        this.uses = new StatementUses(inputs);
    }

    List<Fact> of(HeldValue held) {
        Lineage lineage = held.lineage();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("told", declared(held)));
        kind(held).ifPresent(kind -> facts.add(fact("kind", kind)));
        facts.add(fact("why", why(lineage)));
        facts.add(new Fact(sentences.of("you.label.used"), uses.of(held)));
        facts.add(fact("until", until(held)));
        NoticeRef notice = lineage.notice();
        if (notice != null) {
            String key = wording.text(notice).isPresent() ? "you.shown" : "you.shown.lost";
            facts.add(fact(
                    "shown", sentences.of(key, notice.id(), notice.version(), sentences.language(notice.language()))));
        }
        return facts;
    }

    private Fact fact(String label, String sentence) {
        return new Fact(sentences.of("you.label." + label), sentence);
    }

    /** The legal term for a value that the person's law protects specially. */
    private Optional<String> kind(HeldValue held) {
        if (wording.sensitivity(held.attribute()) != Sensitivity.SPECIAL) {
            return Optional.empty();
        }
        String term = law.citation("special").isPresent() ? "special" : "sensitive";
        return law.citation(term).map(cited -> sentences.of("you.kind." + term, citations.bracketed(cited)));
    }

    private String declared(HeldValue held) {
        Lineage lineage = held.lineage();
        String at = wording.at(lineage.declaredAtMicros());
        if (lineage.origin() != Origin.DECLARED) {
            return sentences.of("you.provided", at);
        }
        Optional<Statement> statement = held.evidence().map(LogEntry::statement);
        StringBuilder text = new StringBuilder(sentences.of(
                held.saidByGuardian() ? "you.told.guardian" : "you.told", at, wording.channel(lineage.channel())));
        if (statement.map(Statement::recordedBy).isPresent()) {
            text.append(' ')
                    .append(sentences.of(
                            statement.filter(Statement::confirmed).isPresent()
                                    ? "you.recorded-and-confirmed"
                                    : "you.recorded"));
        }
        if (!lineage.accumulatedFrom().isEmpty()) {
            text.append(' ').append(sentences.of("you.gathered"));
        }
        return text.toString();
    }

    private String why(Lineage lineage) {
        String why = sentences.of("you.why", wording.plainPurposes(lineage.purposes()));
        Set<String> bases = wording.bases().of(lineage);
        if (bases.isEmpty()) {
            return law.citesGdpr() ? why + " " + sentences.of("you.basis.unstated") : why;
        }
        return why + " " + sentences.of("you.basis", String.join("; ", bases));
    }

    private String until(HeldValue held) {
        Integer last = held.lineage().validUntilEpochDay();
        return last == null
                ? sentences.of("you.until.open")
                : sentences.of("you.until.day", sentences.day(LocalDate.ofEpochDay(last)));
    }
}
