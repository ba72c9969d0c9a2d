package io.crumbless.settings.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Suggests the name that was probably meant. */
public final class Names {
    /** Longer lists of valid names are truncated in messages. */
    private static final int SHOWN = 12;

    /** From this length on, a prefix of a name counts as one edit: {@code pd:Intent} for {@code pd:Intention}. */
    private static final int SHORTEST_BEGINNING = 4;

    private Names() {}

    /** The end of a message about an unknown name: {@code ": did you mean 'keep'?"}, or the valid names. */
    public static String hint(String given, Collection<String> known) {
        Optional<String> nearest = nearest(given, known);
        if (nearest.isPresent()) {
            return ": did you mean '" + nearest.get() + "'?";
        }
        if (known.isEmpty()) {
            return ": none is defined";
        }
        String more = known.size() > SHOWN ? " and " + (known.size() - SHOWN) + " more" : "";
        return ": known are " + String.join(", ", known.stream().limit(SHOWN).toList()) + more;
    }

    /** The valid name with the smallest edit distance, if it is likely to be meant. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        int limit = Math.max(2, given.length() / 3);
        return known.stream()
                .map(name -> Map.entry(name, distance(given, name)))
                .filter(entry -> entry.getValue() <= limit && entry.getValue() < given.length())
                .min(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** The words of an enumeration, in its order, for {@link YamlMapping#word}. */
    public static <T> Map<String, T> words(List<T> values, Function<T, String> word) {
        Map<String, T> words = new LinkedHashMap<>();
        values.forEach(value -> words.put(word.apply(value), value));
        return words;
    }

    /** Edit distance (insert, delete, replace, transpose) of two names; case and dashes make no difference. */
    private static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        if (a.length() >= SHORTEST_BEGINNING && b.startsWith(a) && b.length() > a.length()) {
            return 1;
        }
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(edits[i - 1][j - 1] + (same ? 0 : 1), Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
