package io.crumbless.answers.wording;

import io.crumbless.answers.explain.Explanation;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Keep;
import io.crumbless.kernel.catalogue.OnLater;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains why a statement, or one of its purposes, does not count. */
public final class Losses {
    private final Explanation explanation;
    private final Policy policy;
    private final Sentences sentences;
    private final Wording wording;

    public Losses(Explanation explanation, Sentences sentences, Wording wording) {
        this.explanation = explanation;
        this.policy = explanation.policy();
        this.sentences = sentences;
        this.wording = wording;
    }

    /** The fate of a statement, and the other statement that caused it. */
    public String fate(LogEntry entry) {
        Optional<Statement> cause = cause(entry);
        String sentence =
                switch (entry.fate()) {
                    case SUPERSEDED ->
                        cause.map(winner -> superseded(entry.statement(), winner))
                                .orElse(sentences.of("fate.superseded"));
                    case WITHDRAWN ->
                        cause.filter(no -> no.declaredAtMicros()
                                        == entry.statement().declaredAtMicros())
                                .map(no -> sentences.of("fate.withdrawn.same-moment"))
                                .orElse(sentences.of("fate.withdrawn"));
                    case EXPIRED -> expired(entry.statement());
                    case NOT_ALLOWED -> notAllowed(entry.statement());
                    case IN_FORCE, FUTURE, MINOR, CORRECTED, CONFLICTING, RESTRICTED ->
                        sentences.of("fate." + entry.fate().word());
                };
        return cause.map(by ->
                        sentence + " " + sentences.of("fate.by", by.declarationId(), wording.at(by.declaredAtMicros())))
                .orElse(sentence);
    }

    private String superseded(Statement lost, Statement winner) {
        boolean accumulates = policy.attribute(lost.attribute())
                .filter(attribute -> attribute.onLater() == OnLater.ACCUMULATE)
                .isPresent();
        if (accumulates) {
            return sentences.of("fate.superseded.apart");
        }
        if (lost.declaredAtMicros() != winner.declaredAtMicros()) {
            return sentences.of("fate.superseded");
        }
        return sentences.of(
                winner.purposes().size() < lost.purposes().size()
                        ? "fate.superseded.narrower"
                        : "fate.superseded.same-moment");
    }

    private String expired(Statement lost) {
        LocalDate night = explanation.manifest().businessDate();
        Integer allowed = lost.validUntilEpochDay();
        if (allowed != null && LocalDate.ofEpochDay(allowed).isBefore(night)) {
            return sentences.of("fate.expired.allowed", sentences.day(LocalDate.ofEpochDay(allowed)));
        }
        return policy.attribute(lost.attribute())
                .map(Attribute::keep)
                .filter(Keep::ends)
                .map(keep -> sentences.of("fate.expired.kept", wording.keep(keep)))
                .orElse(sentences.of("fate.expired"));
    }

    private String notAllowed(Statement lost) {
        if (policy.attribute(lost.attribute()).isEmpty()) {
            return sentences.of("fate.not_allowed.attribute");
        }
        boolean tellsTheAge = policy.ageAttribute()
                .filter(attribute -> attribute.name().value().equals(lost.attribute()))
                .isPresent();
        return sentences.of(tellsTheAge ? "fate.not_allowed.age" : "fate.not_allowed");
    }

    /** The statement that replaced or withdrew this one. The log is in the order of precedence. */
    private Optional<Statement> cause(LogEntry entry) {
        Statement lost = entry.statement();
        Stream<Statement> before = explanation.log().stream()
                .takeWhile(other -> !other.equals(entry))
                .filter(other ->
                        other.fate() != Fate.FUTURE && other.fate() != Fate.MINOR && other.fate() != Fate.CORRECTED)
                .map(LogEntry::statement);
        return switch (entry.fate()) {
            case SUPERSEDED ->
                before.filter(other -> other.declares() && other.attribute().equals(lost.attribute()))
                        .reduce((first, second) -> second);
            case WITHDRAWN -> before.filter(other -> revokes(other, lost)).reduce((first, second) -> second);
            case IN_FORCE, EXPIRED, FUTURE, NOT_ALLOWED, MINOR, CORRECTED, CONFLICTING, RESTRICTED -> Optional.empty();
        };
    }

    private static boolean revokes(Statement withdrawal, Statement declaration) {
        return !withdrawal.declares()
                && !OptOutWords.isOne(withdrawal)
                && (withdrawal.attribute().equals(declaration.attribute())
                        || withdrawal.attribute().equals(Statement.EVERYTHING))
                && withdrawal.declaredAtMicros() >= declaration.declaredAtMicros();
    }

    /** Purposes of a statement that its value no longer serves, each with the reason. */
    public List<String> purposes(Statement statement, List<String> served) {
        return statement.purposes().stream()
                .filter(purpose -> !served.contains(purpose))
                .map(purpose -> purpose(statement, purpose))
                .toList();
    }

    private String purpose(Statement statement, String purpose) {
        String name = wording.purpose(purpose);
        Optional<Statement> withdrawal = explanation.log().stream()
                .filter(other -> other.fate() != Fate.FUTURE)
                .map(LogEntry::statement)
                .filter(other -> revokes(other, statement) && other.purposes().contains(purpose))
                .findFirst();
        if (withdrawal.isPresent()) {
            return sentences.of(
                    "purpose.withdrawn",
                    name,
                    wording.at(withdrawal.get().declaredAtMicros()),
                    withdrawal.get().declarationId());
        }
        OptOutWords optOuts = new OptOutWords(policy, sentences);
        Optional<Statement> optOut = explanation.log().stream()
                .filter(other -> other.fate() != Fate.FUTURE)
                .map(LogEntry::statement)
                .filter(other ->
                        OptOutWords.isOne(other) && optOuts.takes(other).contains(purpose))
                .findFirst();
        if (optOut.isPresent()) {
            return sentences.of(
                    "purpose.opted-out",
                    name,
                    optOuts.about(optOut.get()),
                    wording.at(optOut.get().declaredAtMicros()));
        }
        boolean allowed = policy.attribute(statement.attribute())
                .filter(attribute -> attribute.purposes().contains(purpose))
                .isPresent();
        return sentences.of(allowed ? "purpose.not-shared" : "purpose.not-allowed", name);
    }
}
