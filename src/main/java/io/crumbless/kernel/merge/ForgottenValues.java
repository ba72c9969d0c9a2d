package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Value;
import java.time.LocalDate;

/** Recognises a redelivered statement whose value the log has deleted. */
record ForgottenValues(Policy policy, KnownValues values, LocalDate today) {
    /**
     * Whether the logged statement, whose value is deleted, may be the delivered one: all fields but the value are
     * equal. Not if it was corrected, since its value was another; nor if it was a date that expired by itself and the
     * delivered date has not expired.
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
