package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Jurisdiction;
import java.time.LocalDate;

/**
 * A made-up customer.
 *
 * @param number from 0
 * @param guarded whether a guardian speaks for the person where the law asks for one
 */
record Person(long number, String subjectId, Jurisdiction jurisdiction, LocalDate born, boolean guarded) {
    /** Whether the person needs a guardian to speak on that day. */
    boolean needsGuardian(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).isBefore(born.plusYears(jurisdiction.ageOfDigitalConsent()));
    }
}
