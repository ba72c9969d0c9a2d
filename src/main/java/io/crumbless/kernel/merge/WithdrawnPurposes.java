package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import java.util.List;

/**
 * The attribute and purposes that a withdrawal withdraws.
 *
 * @param attribute its name, or {@link Statement#EVERYTHING}
 * @param purposes empty for all purposes; of an opt-out, the words of its {@link OptOutScope}s
 * @param declaredAtMicros later declarations are not withdrawn
 */
public record WithdrawnPurposes(String attribute, List<String> purposes, long declaredAtMicros) {
    public WithdrawnPurposes {
        purposes = List.copyOf(purposes);
    }

    public static WithdrawnPurposes by(Statement withdrawal) {
        return new WithdrawnPurposes(withdrawal.attribute(), withdrawal.purposes(), withdrawal.declaredAtMicros());
    }

    /** Whether it is an opt-out, which withdraws nothing. */
    boolean isOptOut() {
        return OptOutScope.areAll(purposes);
    }

    /** The scopes of an opt-out; empty for other withdrawals. */
    List<OptOutScope> scopes() {
        return purposes.stream()
                .flatMap(word -> OptOutScope.ofPurposeWord(word).stream())
                .toList();
    }

    boolean concerns(String declared) {
        return attribute.equals(declared) || attribute.equals(Statement.EVERYTHING);
    }
}
