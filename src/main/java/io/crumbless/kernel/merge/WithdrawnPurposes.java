package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.Statement;
import java.util.List;

/**
 * What a withdrawal withdraws.
 *
 * @param attribute its name, or {@link Statement#EVERYTHING}
 * @param purposes all of them where it names none; of an opt-out the words of its {@link OptOutScope}s
 * @param declaredAtMicros what was declared later is not withdrawn
 */
public record WithdrawnPurposes(String attribute, List<String> purposes, long declaredAtMicros) {
    public WithdrawnPurposes {
        purposes = List.copyOf(purposes);
    }

    public static WithdrawnPurposes by(Statement withdrawal) {
        return new WithdrawnPurposes(withdrawal.attribute(), withdrawal.purposes(), withdrawal.declaredAtMicros());
    }

    /** Whether nothing is withdrawn, but opted out of. */
    boolean isOptOut() {
        return OptOutScope.areAll(purposes);
    }

    /** What an opt-out is about; of a withdrawal nothing. */
    List<OptOutScope> scopes() {
        return purposes.stream()
                .flatMap(word -> OptOutScope.ofPurposeWord(word).stream())
                .toList();
    }

    boolean concerns(String declared) {
        return attribute.equals(declared) || attribute.equals(Statement.EVERYTHING);
    }
}
