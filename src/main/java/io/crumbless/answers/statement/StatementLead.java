package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.Explanation.HeldValue;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.night.job.Controller;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The opening paragraphs of a statement: the controller, the date of the data, and what is not known. */
final class StatementLead {
    private final Explanation explanation;
    private final AnswerContext context;
    private final Sentences sentences;
    private final Wording wording;
    private final Optional<Issued> issued;

    StatementLead(AnswerInputs inputs, Optional<Issued> issued) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.issued = issued;
    }

    List<Block> paragraphs() {
        List<String> lead = new ArrayList<>();
        issued.ifPresent(letter -> lead.add(issuedOn(letter)));
        Instant asOf = Instant.parse(explanation.manifest().asOf());
        context.controller().map(Controller::name).ifPresent(name -> lead.add(sentences.of("you.controller", name)));
        lead.add(sentences.of("you.as-of", sentences.cutOff(asOf, wording.zone())));
        explanation
                .withdrawnUntil()
                .ifPresent(until -> lead.add(sentences.of("you.taken-back", sentences.cutOff(until, wording.zone()))));
        explanation
                .erasure()
                .ifPresent(requests -> lead.addAll(
                        wording.erasure("you.", requests, explanation.isEmpty() ? "you.erased" : "you.erased-since")));
        if (explanation.erasedAt().isEmpty()) {
            lead.add(sentences.of(intro()));
        }
        if (explanation.log().stream().anyMatch(entry -> entry.fate() == Fate.RESTRICTED)) {
            lead.add(sentences.of(explanation.held().isEmpty() ? "you.restricted" : "you.restricted-in-part"));
        }
        if (explanation.isEmpty() ? context.foundSomething() : context.foundInLegacy()) {
            lead.add(sentences.of("you.found-elsewhere"));
        }
        if (context.gaps().contains(Gap.ERASURES)) {
            lead.add(sentences.of("you.erasures-unknown"));
        }
        if (context.gaps().contains(Gap.LATER_ERASURES)) {
            lead.add(sentences.of("you.later-erasures-unknown"));
        }
        if (context.gaps().contains(Gap.LEGACY)) {
            lead.add(sentences.of("you.legacy-not-read"));
        }
        List<LocalDate> nights = explanation.usage().nights();
        if (!explanation.held().isEmpty() || !explanation.log().isEmpty()) {
            lead.add(sentences.of("you.nights", wording.nights(nights)));
        }
        return Sections.paragraphs(lead);
    }

    private String issuedOn(Issued letter) {
        String day = sentences.day(LocalDate.ofInstant(letter.at(), wording.zone()));
        return letter.reference()
                .map(reference -> sentences.of("you.issued-for", day, reference))
                .orElse(sentences.of("you.issued", day));
    }

    private String intro() {
        if (explanation.isEmpty()) {
            return "you.unknown";
        }
        if (explanation.held().isEmpty()) {
            return explanation.ended().findAny().isEmpty() ? "you.no-answer" : "you.no-value";
        }
        if (explanation.holdsProvided()) {
            return "you.intro.provided";
        }
        return explanation.held().stream().anyMatch(HeldValue::saidByGuardian) ? "you.intro.guardian" : "you.intro";
    }
}
