package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Value;
import java.time.LocalDate;

/** Recognises a redelivered statement whose value the log has deleted. */
record ForgottenValues(Policy policy, KnownValues values, LocalDate today) {
    /**
     * Whether the statement of the log may have been the delivered one: all but the value is the same. One that was corrected
     * had another value; so had a date that ended by itself, if the delivered date would not have ended with it.
     */
    boolean mayBe(Case logged, Statement delivered) {
        return logged.wasCleared()
                && logged.before != Fate.CORRECTED
                && logged.statement.declaredAtMicros() == delivered.declaredAtMicros()
                && logged.statement.equals(delivered.withoutValue())
                && !isAnotherDate(logged, delivered);
    }

    private boolean isAnotherDate(Case logged, Statement delivered) {
        return logged.endedAfter != null
                && policy.attribute(delivered.attribute())
                        .map(attribute -> values.of(attribute, delivered.value()) instanceof Value.Day day
                                && !day.date().plus(logged.endedAfter).isBefore(today))
                        .orElse(false);
    }
}
