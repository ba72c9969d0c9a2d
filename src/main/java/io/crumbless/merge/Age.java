package io.crumbless.merge;

import io.crumbless.declaration.DeclaredBy;
import io.crumbless.declaration.Refusal;
import io.crumbless.declaration.Statement;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Jurisdiction;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Value;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Whether a person may speak for themselves, GDPR Art. 8(1): below the age of digital consent of their jurisdiction a
 * guardian declares for them.
 *
 * <p>The age is known only from what was declared. Where several dates of birth were declared the youngest counts; where
 * only a year is known, its last day.
 */
final class Age {
    private final Policy policy;
    private final Optional<String> attribute;
    private final Optional<LocalDate> born;

    private Age(Policy policy, Optional<String> attribute, Optional<LocalDate> born) {
        this.policy = policy;
        this.attribute = attribute;
        this.born = born;
    }

    /** The age as the subject's statements tell it. */
    static Age of(Policy policy, List<Case> cases) {
        Optional<Attribute> told = policy.ageAttribute();
        if (told.isEmpty()) {
            return new Age(policy, Optional.empty(), Optional.empty());
        }
        String name = told.get().name().value();
        Optional<LocalDate> youngest = Optional.empty();
        for (Case one : cases) {
            String text = one.statement.value();
            if (text != null && one.statement.attribute().equals(name)) {
                Optional<LocalDate> born = told.get().type().parse(text).flatMap(Age::birthday);
                if (born.isPresent() && (youngest.isEmpty() || born.get().isAfter(youngest.get()))) {
                    youngest = born;
                }
            }
        }
        return new Age(policy, Optional.of(name), youngest);
    }

    private static Optional<LocalDate> birthday(Value value) {
        if (value instanceof Value.Day day) {
            return Optional.of(day.date());
        }
        if (value instanceof Value.Whole year && year.number() >= 1 && year.number() <= 9999) {
            return Optional.of(LocalDate.of((int) year.number(), 12, 31));
        }
        return Optional.empty();
    }

    /** Whether the statement tells the age itself. It is kept as evidence even where the person is too young to declare. */
    boolean isToldBy(Statement statement) {
        return attribute.isPresent() && attribute.get().equals(statement.attribute());
    }

    /** Why the person could not make this declaration alone, if so. */
    Optional<Refusal> objection(Statement declaration, LocalDate spokenOn) {
        if (declaration.declaredBy() == DeclaredBy.GUARDIAN || declaration.jurisdiction() == null) {
            return Optional.empty();
        }
        Optional<Jurisdiction> jurisdiction = policy.jurisdiction(declaration.jurisdiction());
        if (jurisdiction.isEmpty()) {
            return Optional.empty();
        }
        if (born.isEmpty()) {
            return jurisdiction.get().admitsUnknownAge() ? Optional.empty() : Optional.of(Refusal.AGE_UNKNOWN);
        }
        LocalDate ofAge = born.get().plusYears(jurisdiction.get().ageOfDigitalConsent());
        return spokenOn.isBefore(ofAge) ? Optional.of(Refusal.MINOR_WITHOUT_GUARDIAN) : Optional.empty();
    }
}
