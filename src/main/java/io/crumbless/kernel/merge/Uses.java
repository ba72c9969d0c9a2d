package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The purposes that values of one subject may serve tonight: those that the policy and the law of their place allow,
 * except those that the person opted out of or restricted.
 *
 * @param age null if it is unknown
 */
record Uses(PolicyPurposes policy, @Nullable Age age, OptOuts optOuts, Restriction restriction, MergeTally tally) {
    /** The purposes that policy and law allow a declaration to serve; empty if it would no longer be admitted. */
    List<String> permitted(Attribute attribute, Case declaration) {
        return policy.permitted(attribute, declaration, age);
    }

    /**
     * The permitted purposes without those that the person opted out of or restricted; if none is left, the value is
     * only stored.
     */
    List<String> remaining(Attribute attribute, Case declaration, List<String> permitted) {
        List<String> left = optOuts.isEmpty()
                ? permitted
                : counted(permitted, optOuts.remaining(attribute, declaration.statement, permitted));
        return restriction.remaining(left);
    }

    /** The same for a provided value. */
    List<String> remainingForProvided(Attribute attribute, List<String> permitted) {
        List<String> left =
                optOuts.isEmpty() ? permitted : counted(permitted, optOuts.remainingForProvided(attribute, permitted));
        return restriction.remaining(left);
    }

    private List<String> counted(List<String> permitted, List<String> left) {
        if (left.size() < permitted.size()) {
            tally.optOutApplied();
        }
        return left;
    }
}
