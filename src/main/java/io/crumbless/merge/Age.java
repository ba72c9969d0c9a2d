package io.crumbless.merge;

import io.crumbless.declaration.BirthDate;
import io.crumbless.declaration.DeclaredBy;
import io.crumbless.declaration.Fate;
import io.crumbless.declaration.Refusal;
import io.crumbless.declaration.Statement;
import io.crumbless.policy.Attribute;
import io.crumbless.policy.Jurisdiction;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Night;
import io.crumbless.profile.ZoneDays;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person may speak for themselves, GDPR Art. 8(1): below the age of digital consent of their jurisdiction a
 * guardian declares for them.
 *
 * <p>The age is known only from what was declared by the cut-off. Where several dates of birth were declared the youngest
 * counts; what is no {@link BirthDate} does not. One that was taken back or has ended is forgotten, unless minors told it
 * themselves: forgetting it would lift the protection.
 */
final class Age {
    private final Policy policy;
    private final ZoneDays days;
    private final String attribute;
    private final @Nullable LocalDate born;

    private Age(Policy policy, ZoneDays days, String attribute, @Nullable LocalDate born) {
        this.policy = policy;
        this.days = days;
        this.attribute = attribute;
        this.born = born;
    }

    /** The age as the subject's statements tell it; those of a later day have their fate already. */
    static Age of(
            Policy policy,
            Attribute told,
            Night night,
            ZoneDays days,
            KnownValues values,
            List<Case> cases,
            Withdrawals withdrawals) {
        String name = told.name().value();
        // Dates of birth end by themselves, so that other attributes' events need not be looked at.
        Expiry expiry = new Expiry(policy, days, values, List.of());
        LocalDate youngest = null;
        for (Case one : cases) {
            if (one.fate == Fate.FUTURE || !one.statement.attribute().equals(name)) {
                continue;
            }
            LocalDate born =
                    BirthDate.of(values.of(told, one.statement.value()), days.dayOf(one.statement.declaredAtMicros()));
            if (born == null || (youngest != null && !born.isAfter(youngest))) {
                continue;
            }
            boolean stands = !withdrawals.remainingPurposes(one.statement).isEmpty()
                    && expiry.lastDay(one.statement) >= night.businessDate().toEpochDay();
            if (stands || new Age(policy, days, name, born).objectsTo(one.statement)) {
                youngest = born;
            }
        }
        return new Age(policy, days, name, youngest);
    }

    /** Whether the statement tells the age itself. It is kept as evidence even where the person is too young to declare. */
    boolean isToldBy(Statement statement) {
        return statement.attribute().equals(attribute);
    }

    private boolean objectsTo(Statement declaration) {
        return objection(declaration) != null;
    }

    /** Why the person could not make this declaration alone; null if they could. */
    @Nullable
    Refusal objection(Statement declaration) {
        if (declaration.declaredBy() == DeclaredBy.GUARDIAN || declaration.jurisdiction() == null) {
            return null;
        }
        Jurisdiction jurisdiction =
                policy.jurisdiction(declaration.jurisdiction()).orElse(null);
        if (jurisdiction == null) {
            return null;
        }
        if (born == null) {
            return jurisdiction.admitsUnknownAge() ? null : Refusal.AGE_UNKNOWN;
        }
        long spokenOn = days.dayOf(declaration.declaredAtMicros());
        LocalDate ofAge = birthdayAfter(born, jurisdiction.ageOfDigitalConsent());
        return spokenOn < ofAge.toEpochDay() ? Refusal.MINOR_WITHOUT_GUARDIAN : null;
    }

    /** Who is born on 29 February has a birthday on 1 March where there is no such day (so sec. 188 BGB); law 12. */
    private static LocalDate birthdayAfter(LocalDate born, int years) {
        LocalDate day = born.plusYears(years);
        return day.getDayOfMonth() < born.getDayOfMonth() ? day.plusDays(1) : day;
    }
}
