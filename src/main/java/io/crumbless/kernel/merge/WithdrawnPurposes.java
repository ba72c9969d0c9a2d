package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Statement;
import java.util.List;

/**
 * What a withdrawal withdraws.
 *
 * @param attribute its name, or {@link Statement#EVERYTHING}
 * @param purposes all of them where it names none
 * @param declaredAtMicros what was declared later is not withdrawn
 */
public record WithdrawnPurposes(String attribute, List<String> purposes, long declaredAtMicros) {
    public WithdrawnPurposes {
        purposes = List.copyOf(purposes);
    }

    public static WithdrawnPurposes by(Statement withdrawal) {
        return new WithdrawnPurposes(withdrawal.attribute(), withdrawal.purposes(), withdrawal.declaredAtMicros());
    }

    boolean concerns(String declared) {
        return attribute.equals(declared) || attribute.equals(Statement.EVERYTHING);
    }
}
