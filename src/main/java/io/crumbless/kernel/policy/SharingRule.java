package io.crumbless.kernel.policy;

import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether personal data may be sold or shared with others for advertising, and the effect of an opt-out.
 *
 * @param permission for adults
 * @param optInBelowAge younger people must opt in whatever the permission; empty where age makes no difference
 * @param barredBelowAge nothing of younger people is sold or shared, whatever they agreed to; empty where age makes
 *     none
 * @param sensitive whether sensitive values may be sold or shared at all
 * @param signal what a signal does that a browser sends to everybody, such as Global Privacy Control
 * @param optIn what an opt-in must show after an opt-out, or where the age requires one
 * @param askedAgainAfter how long after an opt-out nobody may be asked; who comes unasked counts at once. Empty where
 *     people may be asked at any time
 * @param cite the article
 */
public record SharingRule(
        Permission permission,
        OptionalInt optInBelowAge,
        OptionalInt barredBelowAge,
        Sensitive sensitive,
        Signal signal,
        OptIn optIn,
        Optional<Period> askedAgainAfter,
        String cite) {
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

    /** Whether values of sensitive attributes may be sold or shared. */
    public enum Sensitive {
        /** As other values. */
        ALLOWED,
        /** Never, whatever the person agreed to. */
        BARRED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a signal of the browser does. */
    public enum Signal {
        /** It is an opt-out of sale and of sharing. */
        HONOURED,
        /** Nothing: the law of the place asks for nothing. */
        IGNORED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an opt-in must show. */
    public enum OptIn {
        /** A declaration is enough. */
        DECLARED,
        /** A separate confirmation, that is {@code confirmed} in the declaration. */
        CONFIRMED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
