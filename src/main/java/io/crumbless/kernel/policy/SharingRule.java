package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether personal data may be sold or shared with others for advertising.
 *
 * @param permission for adults
 * @param optInBelowAge younger people must opt in whatever the permission; empty where age makes no difference
 * @param cite the article
 */
public record SharingRule(Permission permission, OptionalInt optInBelowAge, String cite) {
    /** What is needed before data may be sold or shared. */
    public enum Permission {
        /** The person agreed first. */
        OPT_IN,
        /** The person has not objected. */
        OPT_OUT;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The permission of that word, if there is one. */
        public static Optional<Permission> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst();
        }
    }
}
