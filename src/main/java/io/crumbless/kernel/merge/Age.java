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
 * The age of a person, as far as it is known, and whether they may declare for themselves (GDPR Art. 8(1)): below the
 * age of digital consent of their jurisdiction, a guardian must declare for them.
 *
 * <p>Only declarations that were made before the cut-off and are in force count. The latest date of birth counts, so
 * that a mistyped one can be corrected; of several declared at the same moment, the latest date. If a guardian declared
 * it, a later declaration by the person alone cannot make them older. A value that is not a {@link BirthDate}, was
 * withdrawn or has expired does not count. If none counts, the age is unknown.
 */
final class Age {
    private final Reader reader;
    private final @Nullable LocalDate born;

    private Age(Reader reader, @Nullable LocalDate born) {
        this.reader = reader;
        this.born = born;
    }

    /**
     * Reads the age of one subject after another from their statements.
     *
     * @param attribute the attribute that states the age
     */
    record Reader(Policy policy, Attribute attribute, Night night, ZoneDays days, KnownValues values) {
        /** The age that follows from the subject's statements; statements after the cut-off already have their fate. */
        Age of(List<Case> cases, Withdrawals withdrawals) {
            // The expiry of dates of birth does not depend on other attributes, so the list of events is empty.
            Expiry expiry = new Expiry(policy, days, values, List.of(), withdrawals);
            long today = night.businessDate().toEpochDay();
            Declared latest = null;
            Declared byGuardian = null;
            for (Case one : cases) {
                Statement statement = one.statement;
                if (!one.isUndecided() || !statement.attribute().equals(name())) {
                    continue;
                }
                LocalDate born =
                        BirthDate.of(values.of(attribute, statement.value()), days.dayOf(statement.declaredAtMicros()));
                if (born != null
                        && !withdrawals.remainingPurposes(statement).isEmpty()
                        && expiry.lastDay(one) >= today) {
                    Declared here = new Declared(born, statement.declaredAtMicros());
                    latest = Declared.laterOf(latest, here);
                    byGuardian = statement.declaredBy() == DeclaredBy.GUARDIAN
                            ? Declared.laterOf(byGuardian, here)
                            : byGuardian;
                }
            }
            return new Age(this, born(latest, byGuardian));
        }

        private String name() {
            return attribute.name().value();
        }
    }

    /** A date of birth, and when it was declared. */
    private record Declared(LocalDate born, long atMicros) {
        /** The one declared later; if both were declared at the same moment, the one that makes the person younger. */
        static Declared laterOf(@Nullable Declared known, Declared other) {
            if (known == null || other.atMicros > known.atMicros) {
                return other;
            }
            return other.atMicros == known.atMicros && other.born.isAfter(known.born) ? other : known;
        }
    }

    private static @Nullable LocalDate born(@Nullable Declared latest, @Nullable Declared byGuardian) {
        if (latest == null) {
            return null;
        }
        return byGuardian != null && byGuardian.born().isAfter(latest.born()) ? byGuardian.born() : latest.born();
    }

    /**
     * Whether the statement declares the age itself. Such a statement is kept as evidence even if the person is too
     * young to declare.
     */
    boolean isStatedBy(Statement statement) {
        return statement.attribute().equals(reader.name());
    }

    /** The reason why the person could not make this declaration alone; null if they could. */
    @Nullable
    Refusal objection(Statement declaration) {
        if (declaration.declaredBy() == DeclaredBy.GUARDIAN || declaration.jurisdiction() == null) {
            return null;
        }
        Jurisdiction jurisdiction =
                reader.policy().jurisdiction(declaration.jurisdiction()).orElse(null);
        if (jurisdiction == null) {
            return null;
        }
        if (born == null) {
            return jurisdiction.admitsUnknownAge() ? null : Refusal.AGE_UNKNOWN;
        }
        long spokenOn = reader.days().dayOf(declaration.declaredAtMicros());
        LocalDate ofAge = birthdayAfter(born, jurisdiction.ageOfDigitalConsent());
        return spokenOn < ofAge.toEpochDay() ? Refusal.MINOR_WITHOUT_GUARDIAN : null;
    }

    /** Whether the person is known to be younger than this on a day, in days since the epoch. */
    boolean isBelow(int years, long epochDay) {
        return born != null && epochDay < birthdayAfter(born, years).toEpochDay();
    }

    /** A person born on 29 February has their birthday on 1 March in other years (as in sec. 188 BGB); law 12. */
    private static LocalDate birthdayAfter(LocalDate born, int years) {
        LocalDate day = born.plusYears(years);
        return day.getDayOfMonth() < born.getDayOfMonth() ? day.plusDays(1) : day;
    }
}
