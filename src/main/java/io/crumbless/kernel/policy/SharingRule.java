package io.crumbless.kernel.policy;

import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether personal data may be sold, or shared for advertising, and the effect of an opt-out.
 *
 * @param permission for adults
 * @param optInBelowAge younger people must opt in, regardless of the permission; empty if age makes no difference
 * @param barredBelowAge data of younger people is never sold or shared, even with their consent; empty if there is no
 *     such age
 * @param sensitive whether sensitive values may be sold or shared at all
 * @param signal the effect of a browser signal that is sent to every site, such as Global Privacy Control
 * @param optIn what an opt-in requires after an opt-out, or if the age requires one
 * @param askedAgainAfter how long after an opt-out the person must not be asked again; an unsolicited opt-in counts at
 *     once. Empty if people may be asked at any time
 * @param cite the article of law
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
    /** What is required before data may be sold or shared. */
    public enum Permission {
        /** The person agreed first. */
        OPT_IN,
        /** The person has not objected. */
        OPT_OUT;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The permission with this word, if there is one. */
        public static Optional<Permission> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst();
        }
    }

    /** Whether values of sensitive attributes may be sold or shared. */
    public enum Sensitive {
        /** Like other values. */
        ALLOWED,
        /** Never, even with consent. */
        BARRED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The effect of a browser signal. */
    public enum Signal {
        /** It is an opt-out of sale and of sharing. */
        HONOURED,
        /** No effect: the law of the jurisdiction does not require one. */
        IGNORED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an opt-in requires. */
    public enum OptIn {
        /** A declaration. */
        DECLARED,
        /** A separate confirmation, that is {@code confirmed} in the declaration. */
        CONFIRMED;

        /** The word used in policy files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
