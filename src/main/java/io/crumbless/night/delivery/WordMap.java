package io.crumbless.night.delivery;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A closed table from the words of a source to ours. Letter case, the blanks around a word, what nobody sees in it and the
 * zeros of a number that became a fraction ({@code 1.0}) do not count; a word that is not listed has no meaning.
 */
public final class WordMap {
    private static final IdFold FOLD = IdFold.ignoring(
            EnumSet.of(SpellingDifference.CASE, SpellingDifference.INVISIBLE, SpellingDifference.POINT_ZERO));

    /** No id is negative, so the fold does not know them. */
    private static final Pattern NEGATIVE = Pattern.compile("-[0-9]+[.]0+");

    private final Map<String, String> words;

    private WordMap(Map<String, String> words) {
        this.words = Collections.unmodifiableMap(words);
    }

    /** Reads {@code { delivered: ours }}; a word listed in two spellings that mean different things is a problem. */
    static WordMap read(YamlMapping yaml) {
        Map<String, String> words = new LinkedHashMap<>();
        yaml.strings().forEach((word, ours) -> {
            String before = words.put(plain(word), ours);
            if (before != null && !before.equals(ours)) {
                yaml.problem(word, "Invalid " + yaml.name(word) + ": the word is listed twice, in other letter case");
            }
        });
        return new WordMap(words);
    }

    /** The canonical word for a delivered one; null if it is not listed. */
    @Nullable
    String of(String delivered) {
        return words.get(plain(delivered));
    }

    /** Delivered words, normalised. */
    Set<String> delivered() {
        return words.keySet();
    }

    /** Canonical words. */
    Set<String> meanings() {
        return Set.copyOf(words.values());
    }

    /** A word, normalised for comparison. */
    static String plain(String word) {
        String stripped = word.strip();
        if (stripped.startsWith("-") && NEGATIVE.matcher(stripped).matches()) {
            return '-' + FOLD.key(stripped.substring(1));
        }
        return stripped.isEmpty() ? stripped : FOLD.key(stripped);
    }
}
