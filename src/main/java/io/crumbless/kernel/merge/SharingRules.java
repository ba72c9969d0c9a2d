package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Elicitation;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Marking;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.policy.SharingRule;
import io.crumbless.kernel.profile.ZoneDays;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the law of a jurisdiction requires before values may serve purposes that sell or share them, and which purposes
 * an opt-out removes. Immutable.
 */
final class SharingRules {
    private static final String UNASKED = Elicitation.VOLUNTEERED.word();

    private final Policy policy;
    private final ZoneDays days;
    private final long businessDay;
    private final Set<String> sold;
    private final Set<String> shared;
    private final Set<String> either;

    /** Purposes that sensitive values may not serve once the person has limited their use. */
    private final Set<String> unasked;

    SharingRules(Policy policy, ZoneDays days, long businessDay) {
        this.policy = policy;
        this.days = days;
        this.businessDay = businessDay;
        this.sold = purposes(purpose -> purpose.markings().contains(Marking.SALE));
        this.shared = purposes(purpose -> purpose.markings().contains(Marking.SHARING));
        this.either = purposes(purpose -> !purpose.markings().isEmpty());
        this.unasked = purposes(purpose -> !purpose.servesLimited());
    }

    private Set<String> purposes(Predicate<Purpose> which) {
        return policy.purposes().stream().filter(which).map(Purpose::id).collect(Collectors.toUnmodifiableSet());
    }

    /** The purposes, of those given, that the declaration may lawfully serve, regardless of opt-outs. */
    List<String> lawful(Attribute attribute, Statement declaration, @Nullable Age age, List<String> served) {
        if (either.isEmpty() || served.stream().noneMatch(either::contains)) {
            return served;
        }
        boolean barred = rule(declaration)
                .map(rule -> isBarred(rule, attribute, declaration, age))
                .orElse(true);
        return barred ? without(served, either) : served;
    }

    private boolean isBarred(SharingRule rule, Attribute attribute, Statement declaration, @Nullable Age age) {
        if (rule.sensitive() == SharingRule.Sensitive.BARRED && attribute.sensitivity() != Sensitivity.NONE) {
            return true;
        }
        if (age == null) {
            return false;
        }
        boolean tooYoung = rule.barredBelowAge().isPresent()
                && age.isBelow(rule.barredBelowAge().getAsInt(), businessDay);
        boolean mustOptIn = rule.optInBelowAge().isPresent()
                && age.isBelow(rule.optInBelowAge().getAsInt(), businessDay);
        return tooYoung || (mustOptIn && !optsIn(rule, declaration));
    }

    /**
     * An opt-in: the declaration names the purpose, under a notice, and no answer was preselected; it is confirmed if
     * the rule requires that.
     */
    private static boolean optsIn(SharingRule rule, Statement declaration) {
        return rule.optIn() == SharingRule.OptIn.DECLARED || declaration.confirmed();
    }

    /** The purposes, of those given, that the declaration may still serve after an opt-out. */
    List<String> after(WithdrawnPurposes optOut, Attribute attribute, Statement declaration, List<String> served) {
        Optional<SharingRule> rule = rule(declaration);
        if (rule.isPresent() && optsInAgain(rule.get(), optOut, declaration)) {
            return served;
        }
        boolean signal =
                rule.map(SharingRule::signal).orElse(SharingRule.Signal.HONOURED) == SharingRule.Signal.HONOURED;
        return left(optOut, attribute, signal, served);
    }

    /** The same for a provided value: nobody opted in to its sale, and its jurisdiction is unknown. */
    List<String> afterOfProvided(WithdrawnPurposes optOut, Attribute attribute, List<String> served) {
        return left(optOut, attribute, true, served);
    }

    private List<String> left(WithdrawnPurposes optOut, Attribute attribute, boolean signal, List<String> served) {
        List<String> left = served;
        for (OptOutScope scope : optOut.scopes()) {
            left = without(left, taken(scope, attribute, signal));
        }
        return left;
    }

    private Set<String> taken(OptOutScope scope, Attribute attribute, boolean signal) {
        return switch (scope) {
            case SALE -> sold;
            case SHARING -> shared;
            case SENSITIVE -> attribute.sensitivity() == Sensitivity.NONE ? Set.of() : unasked;
            case SIGNAL -> signal ? either : Set.of();
        };
    }

    private boolean optsInAgain(SharingRule rule, WithdrawnPurposes optOut, Statement declaration) {
        return declaration.declaredAtMicros() > optOut.declaredAtMicros()
                && optsIn(rule, declaration)
                && (UNASKED.equals(declaration.elicitation()) || mayBeAsked(rule, optOut, declaration));
    }

    private boolean mayBeAsked(SharingRule rule, WithdrawnPurposes optOut, Statement declaration) {
        return rule.askedAgainAfter().isEmpty()
                || days.dayOf(declaration.declaredAtMicros())
                        >= LocalDate.ofEpochDay(days.dayOf(optOut.declaredAtMicros()))
                                .plus(rule.askedAgainAfter().get())
                                .toEpochDay();
    }

    private Optional<SharingRule> rule(Statement declaration) {
        return Optional.ofNullable(declaration.jurisdiction())
                .flatMap(policy::jurisdiction)
                .map(Jurisdiction::sharing);
    }

    private static List<String> without(List<String> served, Set<String> taken) {
        return served.stream().noneMatch(taken::contains)
                ? served
                : served.stream().filter(purpose -> !taken.contains(purpose)).toList();
    }
}
