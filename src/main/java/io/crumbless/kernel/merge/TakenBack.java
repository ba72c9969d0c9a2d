package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Statement;
import java.util.List;

/**
 * What a withdrawal takes back.
 *
 * @param attribute its name, or {@link Statement#EVERYTHING}
 * @param purposes all of them where it names none
 * @param declaredAtMicros what was declared later is not taken back
 */
public record TakenBack(String attribute, List<String> purposes, long declaredAtMicros) {
    public TakenBack {
        purposes = List.copyOf(purposes);
    }

    public static TakenBack by(Statement withdrawal) {
        return new TakenBack(withdrawal.attribute(), withdrawal.purposes(), withdrawal.declaredAtMicros());
    }

    boolean concerns(String declared) {
        return attribute.equals(declared) || attribute.equals(Statement.EVERYTHING);
    }
}
