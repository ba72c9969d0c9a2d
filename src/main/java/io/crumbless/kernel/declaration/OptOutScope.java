package io.crumbless.kernel.declaration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an opt-out is about. An opt-out is a withdrawal of everything whose purposes are words of scopes: which purposes these
 * are is what the policy of the night marks, so that one that is marked later is reached too. No purpose has such a name.
 */
public enum OptOutScope {
    /** Purposes marked as sale (Cal. Civ. Code § 1798.120). */
    SALE,
    /** Purposes marked as sharing for advertising across services (§ 1798.120). */
    SHARING,
    /** Uses of sensitive values that the person did not ask for (§ 1798.121). */
    SENSITIVE,
    /** What a signal of the browser means in the place of the person, such as Global Privacy Control (§ 1798.135(e)). */
    SIGNAL;

    private static final String PREFIX = "opt-out:";

    /** The word in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word among the purposes of a withdrawal, {@code opt-out:sale}. */
    public String purposeWord() {
        return PREFIX + word();
    }

    /** The scope that a word among the purposes of a withdrawal denotes, if any. */
    public static Optional<OptOutScope> ofPurposeWord(String word) {
        return word.startsWith(PREFIX)
                ? Arrays.stream(values())
                        .filter(scope -> scope.purposeWord().equals(word))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether purposes that are withdrawn are scopes and nothing else: then nothing is withdrawn, but opted out of. */
    public static boolean areAll(List<String> withdrawnPurposes) {
        return !withdrawnPurposes.isEmpty()
                && withdrawnPurposes.stream()
                        .allMatch(word -> ofPurposeWord(word).isPresent());
    }
}
