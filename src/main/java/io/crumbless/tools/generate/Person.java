package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Jurisdiction;
import java.time.LocalDate;

/**
 * A fictitious customer.
 *
 * @param number from 0
 * @param guarded whether a guardian declares for the person if the law requires one
 */
record Person(long number, String subjectId, Jurisdiction jurisdiction, LocalDate born, boolean guarded) {
    /** Whether a guardian must declare for the person on that day. */
    boolean needsGuardian(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).isBefore(born.plusYears(jurisdiction.ageOfDigitalConsent()));
    }
}
