package io.crumbless.kernel.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an opt-out applies to. It is logged as a withdrawal of every attribute whose purposes are words of scopes. Which
 * purposes a scope covers follows from the markings in the policy of each night, so that a purpose that is marked later
 * is covered too. No purpose has the name of a scope.
 */
public enum OptOutScope {
    /** Purposes marked as sale (Cal. Civ. Code § 1798.120). */
    SALE,
    /** Purposes marked as sharing for advertising across services (§ 1798.120). */
    SHARING,
    /** Uses of sensitive values that the person did not request (§ 1798.121). */
    SENSITIVE,
    /**
     * What a signal of the browser, such as Global Privacy Control (§ 1798.135(e)), means in the person's jurisdiction.
     */
    SIGNAL;

    private static final String PREFIX = "opt-out:";

    /** The word in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word of the scope among the purposes of a withdrawal, {@code opt-out:sale}. */
    public String purposeWord() {
        return PREFIX + word();
    }

    /** The scope with this word among the purposes of a withdrawal, if there is one. */
    public static Optional<OptOutScope> ofPurposeWord(String word) {
        return word.startsWith(PREFIX)
                ? Arrays.stream(values())
                        .filter(scope -> scope.purposeWord().equals(word))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether all purposes of a withdrawal are scopes: then it is an opt-out, and withdraws nothing. */
    public static boolean areAll(List<String> withdrawnPurposes) {
        return !withdrawnPurposes.isEmpty()
                && withdrawnPurposes.stream()
                        .allMatch(word -> ofPurposeWord(word).isPresent());
    }
}
