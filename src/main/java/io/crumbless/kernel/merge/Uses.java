package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The purposes that values of one subject may serve tonight: those that the policy and the law of their place allow,
 * except those that the person opted out of or restricted.
 *
 * @param age null where it is unknown
 */
record Uses(PolicyPurposes policy, @Nullable Age age, OptOuts optOuts, Restriction restriction, MergeTally tally) {
    /** Those that policy and law let a declaration serve; empty if they would not admit it at all. */
    List<String> permitted(Attribute attribute, Case declaration) {
        return policy.permitted(attribute, declaration, age);
    }

    /** Those of them that the person leaves; where there are none, the value is only stored. */
    List<String> left(Attribute attribute, Case declaration, List<String> permitted) {
        List<String> left = optOuts.isEmpty()
                ? permitted
                : counted(permitted, optOuts.leavesOf(attribute, declaration.statement, permitted));
        return restriction.leavesOf(left);
    }

    /** The same of a provided value. */
    List<String> leftOfProvided(Attribute attribute, List<String> permitted) {
        List<String> left =
                optOuts.isEmpty() ? permitted : counted(permitted, optOuts.leavesOfProvided(attribute, permitted));
        return restriction.leavesOf(left);
    }

    private List<String> counted(List<String> permitted, List<String> left) {
        if (left.size() < permitted.size()) {
            tally.optOutApplied();
        }
        return left;
    }
}
