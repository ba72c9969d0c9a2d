package io.crumbless.night.scatter;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.GarbledText;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.ProgramText;
import io.crumbless.kernel.profile.StandIn;
import io.crumbless.kernel.profile.Value;

/** Counts the admitted statements of one part, and those of them that may not mean what they say. */
final class AdmittedTally {
    private final Policy policy;
    private final long withdrawalsUntilMicros;

    private final NumberForms numbers = new NumberForms();
    private final PlaceholderDays days;
    private long admitted;
    private long withdrewUnknown;
    private long withdrawsLater;
    private long standIns;
    private long garbled;
    private long ofPrograms;

    AdmittedTally(Policy policy, Night night) {
        this.policy = policy;
        this.days = new PlaceholderDays(policy);
        this.withdrawalsUntilMicros = night.withdrawalsUntilMicros();
    }

    /** A delivered value, whether it is admitted or refused as none. */
    void delivered(RawStatement raw) {
        String value = raw.text(StatementField.VALUE);
        String attribute = raw.text(StatementField.ATTRIBUTE);
        if (value != null && attribute != null && NumberForms.mayBeOne(value)) {
            policy.attribute(attribute).ifPresent(known -> numbers.see(known, value));
        }
    }

    void count(Statement statement) {
        admitted++;
        if (!statement.declares()) {
            withdrewUnknown += namesUnknown(statement) ? 1 : 0;
            withdrawsLater += statement.declaredAtMicros() >= withdrawalsUntilMicros ? 1 : 0;
        }
        String value = statement.value();
        if (value != null) {
            days.see(statement, value);
            standIns += isStandIn(statement, value) ? 1 : 0;
            garbled += GarbledText.isOne(value) ? 1 : 0;
            ofPrograms += isOfProgram(statement, value) ? 1 : 0;
        }
    }

    /** Free text only, because a choice of an enumeration may be called None. */
    private boolean isStandIn(Statement statement, String value) {
        return StandIn.isOne(value)
                && policy.attribute(statement.attribute())
                        .filter(attribute -> attribute.type() instanceof AttributeType.StringType)
                        .isPresent();
    }

    /** Free text only, and items of lists of it. */
    private boolean isOfProgram(Statement statement, String value) {
        if (!ProgramText.mayBeOne(value)) {
            return false;
        }
        AttributeType type =
                policy.attribute(statement.attribute()).map(Attribute::type).orElse(null);
        if (type instanceof AttributeType.StringType) {
            return ProgramText.isOne(value);
        }
        return type instanceof AttributeType.ListType list
                && list.element() instanceof AttributeType.StringType
                && list.parse(value).filter(AdmittedTally::holdsOneOfProgram).isPresent();
    }

    private static boolean holdsOneOfProgram(Value list) {
        return ((Value.Items) list)
                .items().stream()
                        .map(item -> ((Value.Text) item).text())
                        .anyMatch(item -> ProgramText.isOne(item) || ProgramText.isSeveral(item));
    }

    private boolean namesUnknown(Statement withdrawal) {
        boolean known = withdrawal.attribute().equals(Statement.EVERYTHING)
                || policy.attribute(withdrawal.attribute()).isPresent();
        return !known
                || withdrawal.purposes().stream()
                        .anyMatch(id -> policy.purpose(id).isEmpty());
    }

    /** How numbers are written. */
    NumberForms numbers() {
        return numbers;
    }

    /** Days that may stand for no day. */
    PlaceholderDays days() {
        return days;
    }

    long admitted() {
        return admitted;
    }

    /** Number of withdrawals of attributes or purposes that the policy does not contain. */
    long withdrewUnknown() {
        return withdrewUnknown;
    }

    /** Number of withdrawals that are dated later than the night. */
    long withdrawsLater() {
        return withdrawsLater;
    }

    /** Number of declared texts that stand in for a missing value. */
    long standIns() {
        return standIns;
    }

    /** Number of declared texts that look like the output of a program. */
    long ofPrograms() {
        return ofPrograms;
    }

    /** Number of declared texts with letters that were decoded in the wrong encoding. */
    long garbled() {
        return garbled;
    }
}
