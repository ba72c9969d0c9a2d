package io.crumbless.kernel.policy;

import java.util.Set;

/**
 * What a declaration of a special-category attribute requires.
 *
 * @param legalBases one of these must be declared, {@code eu-gdpr:A9-2-a}; never empty
 * @param expiryRequired whether the value must expire by itself: by {@code valid_until} or by the catalogue's {@code
 *     keep}
 * @param cite the article of law
 */
public record SpecialCategoryRule(Set<String> legalBases, boolean expiryRequired, String cite) {
    public SpecialCategoryRule {
        legalBases = Set.copyOf(legalBases);
    }
}
