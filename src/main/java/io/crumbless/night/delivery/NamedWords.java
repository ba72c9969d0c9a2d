package io.crumbless.night.delivery;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of a comparison, and their letters, which show whether another word differs from one of them only in punctuation:
 * {@code opted_out} from {@code opted-out}.
 *
 * @param words normalised by {@link WordMap#plain}
 * @param letters each word without its punctuation
 * @param lettersOfPunctuated those of the words that have punctuation
 */
record NamedWords(Set<String> words, Set<String> letters, Set<String> lettersOfPunctuated) {
    private static final Pattern PUNCTUATION = Pattern.compile("[-_. ]");

    /** Shorter words may differ only in punctuation and have different meanings. */
    private static final int FEWEST_LETTERS = 3;

    static NamedWords of(Set<String> words) {
        return new NamedWords(
                Set.copyOf(words),
                words.stream().map(NamedWords::letters).collect(Collectors.toUnmodifiableSet()),
                words.stream()
                        .filter(NamedWords::isPunctuated)
                        .map(NamedWords::letters)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean contains(String word) {
        return words.contains(word);
    }

    /** Whether a word that is none of these differs from one of them only in punctuation. */
    boolean nearlyContains(String word) {
        String itsLetters = letters(word);
        return itsLetters.length() >= FEWEST_LETTERS
                && (isPunctuated(word) ? letters : lettersOfPunctuated).contains(itsLetters)
                && itsLetters.chars().allMatch(Character::isLetter);
    }

    private static boolean isPunctuated(String word) {
        return !word.chars().allMatch(Character::isLetterOrDigit);
    }

    private static String letters(String word) {
        return PUNCTUATION.matcher(word).replaceAll("");
    }
}
