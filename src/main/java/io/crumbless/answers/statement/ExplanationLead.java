package io.crumbless.answers.statement;

import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.page.Document.Block;
import io.crumbless.answers.wording.Citations;
import io.crumbless.answers.wording.PrivacyLaw;
import io.crumbless.answers.wording.Sections;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.answers.wording.Wording;
import io.crumbless.kernel.declaration.Fate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The opening paragraphs of an explanation: which snapshot was searched, and what is not known. */
final class ExplanationLead {
    private final Explanation explanation;
    private final AnswerContext context;
    private final Sentences sentences;
    private final Wording wording;
    private final PrivacyLaw law;
    private final Citations citations;

    ExplanationLead(AnswerInputs inputs) {
        this.explanation = inputs.explanation();
        this.context = inputs.context();
        this.sentences = inputs.sentences();
        this.wording = inputs.wording();
        this.law = inputs.law();
        this.citations = inputs.citations();
    }

    List<Block> paragraphs() {
        List<String> lead = new ArrayList<>();
        Instant asOf = Instant.parse(explanation.manifest().asOf());
        lead.add(sentences.of(
                "head.snapshot",
                explanation.manifest().runId(),
                sentences.cutOff(asOf, wording.zone()),
                wording.zone().getId(),
                explanation.manifest().policyVersion().substring(0, 12)));
        explanation
                .withdrawnUntil()
                .ifPresent(until -> lead.add(sentences.of(
                        "head.taken-back",
                        sentences.cutOff(until, wording.zone()),
                        wording.zone().getId())));
        explanation.place().ifPresent(code -> lead.add(sentences.of("head.jurisdiction", wording.place(code))));
        List<LocalDate> nights = explanation.usage().nights();
        if (nights.size() > 1 && !explanation.isEmpty()) {
            lead.add(sentences.of("head.nights", wording.nights(nights)));
        }
        if (context.gaps().contains(Gap.ERASURES)) {
            lead.add(sentences.of("head.erasures-unknown"));
        }
        if (context.gaps().contains(Gap.LATER_ERASURES)) {
            lead.add(sentences.of("head.later-erasures-unknown"));
        }
        explanation
                .erasure()
                .ifPresent(requests -> lead.addAll(wording.erasure(
                        "head.", requests, explanation.isEmpty() ? "head.erased" : "head.erased-since")));
        if (explanation.erasedAt().isEmpty() && explanation.isEmpty()) {
            lead.add(sentences.of("head.unknown"));
        }
        if (explanation.isEmpty() && context.foundSomething()) {
            lead.add(sentences.of("head.found-elsewhere"));
        }
        if (context.gaps().contains(Gap.LEGACY)) {
            lead.add(sentences.of("head.legacy-not-read"));
        }
        if (!explanation.isEmpty() && explanation.held().isEmpty()) {
            lead.add(sentences.of("head.no-value"));
        }
        if (explanation.log().stream().anyMatch(entry -> entry.fate() == Fate.RESTRICTED)) {
            lead.add(sentences.of("head.restricted", restrictedBy()));
        }
        return Sections.paragraphs(lead);
    }

    private String restrictedBy() {
        return law.citation("restricted").map(citations::bracketed).orElse("");
    }
}
