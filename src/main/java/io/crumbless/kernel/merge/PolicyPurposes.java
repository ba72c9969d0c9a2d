package io.crumbless.kernel.merge;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.Sensitivity;
import io.crumbless.kernel.policy.Jurisdiction;
import io.crumbless.kernel.policy.Notice;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.SpecialCategoryRule;
import io.crumbless.kernel.profile.NoticeRef;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows the purposes of a declaration to those that the policy in force and the law of its place allow. */
final class PolicyPurposes {
    private final Policy policy;
    private final SharingRules sharing;

    PolicyPurposes(Policy policy, SharingRules sharing) {
        this.policy = policy;
        this.sharing = sharing;
    }

    /**
     * The purposes that the declaration may still serve; empty if it would no longer be admitted at all.
     *
     * @param age null if it is unknown
     */
    List<String> permitted(Attribute attribute, Case declaration, @Nullable Age age) {
        List<String> served = servedUnderPolicy(attribute, declaration);
        return served.isEmpty() ? served : sharing.lawful(attribute, declaration.statement, age, served);
    }

    private List<String> servedUnderPolicy(Attribute attribute, Case one) {
        Optional<Jurisdiction> jurisdiction =
                Optional.ofNullable(one.statement.jurisdiction()).flatMap(policy::jurisdiction);
        NoticeRef shown = one.statement.notice();
        if (jurisdiction.isEmpty() || shown == null || breaks(jurisdiction.get().specialCategory(), attribute, one)) {
            return List.of();
        }
        Optional<Notice> notice = policy.notice(shown.id(), shown.version());
        if (notice.isEmpty()) {
            return List.of();
        }
        for (String purpose : one.purposes) {
            if (!serves(attribute, notice.get(), purpose)) {
                return one.purposes.stream()
                        .filter(each -> serves(attribute, notice.get(), each))
                        .toList();
            }
        }
        return one.purposes;
    }

    private static boolean serves(Attribute attribute, Notice notice, String purpose) {
        return attribute.purposes().contains(purpose) && notice.purposes().contains(purpose);
    }

    /**
     * Whether the declaration violates the rule for special categories (GDPR Art. 9(2)(a) and the like): explicit legal
     * basis, and an end date.
     */
    private static boolean breaks(SpecialCategoryRule rule, Attribute attribute, Case one) {
        return attribute.sensitivity() == Sensitivity.SPECIAL
                && (!rule.legalBases().contains(String.valueOf(one.statement.legalBasis()))
                        || (rule.expiryRequired() && one.lastDay == Expiry.NEVER));
    }
}
