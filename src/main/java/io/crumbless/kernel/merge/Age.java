package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Refusal;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.BirthDate;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.ZoneDays;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person may speak for themselves, GDPR Art. 8(1): below the age of digital consent of their jurisdiction a
 * guardian declares for them.
 *
 * <p>The age is known only from declarations made by the cut-off that are in force. The latest date of birth counts, so
 * that one that was mistyped can be corrected; of several at that moment the youngest. Where a guardian declared it, a
 * later one that the person declares alone cannot make them older. A value that is not a {@link BirthDate} does not
 * count, nor does one that was withdrawn or has expired: the age is then unknown.
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

    /** A date of birth, and when it was declared. */
    private record Declared(LocalDate born, long atMicros) {
        /** The later of two; of the same moment the one that makes younger. */
        static Declared laterOf(@Nullable Declared known, Declared other) {
            if (known == null || other.atMicros > known.atMicros) {
                return other;
            }
            return other.atMicros == known.atMicros && other.born.isAfter(known.born) ? other : known;
        }
    }

    /** The age as the subject's statements give it; those of a later day have their fate already. */
    static Age of(
            Policy policy,
            Attribute attribute,
            Night night,
            ZoneDays days,
            KnownValues values,
            List<Case> cases,
            Withdrawals withdrawals) {
        String name = attribute.name().value();
        // Dates of birth end by themselves, so that other attributes' events need not be looked at.
        Expiry expiry = new Expiry(policy, days, values, List.of(), withdrawals);
        long today = night.businessDate().toEpochDay();
        Declared latest = null;
        Declared byGuardian = null;
        for (Case one : cases) {
            Statement statement = one.statement;
            if (!one.isUndecided() || !statement.attribute().equals(name)) {
                continue;
            }
            LocalDate born =
                    BirthDate.of(values.of(attribute, statement.value()), days.dayOf(statement.declaredAtMicros()));
            if (born != null && !withdrawals.remainingPurposes(statement).isEmpty() && expiry.lastDay(one) >= today) {
                Declared here = new Declared(born, statement.declaredAtMicros());
                latest = Declared.laterOf(latest, here);
                byGuardian =
                        statement.declaredBy() == DeclaredBy.GUARDIAN ? Declared.laterOf(byGuardian, here) : byGuardian;
            }
        }
        return new Age(policy, days, name, born(latest, byGuardian));
    }

    private static @Nullable LocalDate born(@Nullable Declared latest, @Nullable Declared byGuardian) {
        if (latest == null) {
            return null;
        }
        return byGuardian != null && byGuardian.born().isAfter(latest.born()) ? byGuardian.born() : latest.born();
    }

    /** Whether the statement states the age itself. It is kept as evidence also where the person is too young to declare. */
    boolean isStatedBy(Statement statement) {
        return statement.attribute().equals(attribute);
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

    /** Whether the person is known to be younger on a day, in days since the epoch. */
    boolean isBelow(int years, long epochDay) {
        return born != null && epochDay < birthdayAfter(born, years).toEpochDay();
    }

    /** Who is born on 29 February has a birthday on 1 March where there is no such day (so sec. 188 BGB); law 12. */
    private static LocalDate birthdayAfter(LocalDate born, int years) {
        LocalDate day = born.plusYears(years);
        return day.getDayOfMonth() < born.getDayOfMonth() ? day.plusDays(1) : day;
    }
}
