package io.crumbless.tools.inspect;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises lists of pairs, such as {@code "d_sid"=24,"ic"=7}, and collects their keys if there are few, since they
 * are then words of the writing program.
 */
final class PairKeys {
    private static final Pattern PAIR =
            Pattern.compile("\\s*\"?([A-Za-z][A-Za-z0-9_]{0,39})\"?=(?:\"[^\"]*\"|[^,;|=\"]*)\\s*(?:[,;|]|$)");
    private static final int MOST = 40;

    private final Set<String> keys = new TreeSet<>();
    private long values;

    /** @param text non-empty text */
    void add(String text) {
        Matcher pair = PAIR.matcher(text);
        Set<String> found = new TreeSet<>();
        int end = 0;
        while (end < text.length() && pair.find(end) && pair.start() == end) {
            found.add(pair.group(1));
            end = pair.end();
        }
        if (end == text.length()) {
            values++;
            keys.addAll(found.size() + keys.size() <= MOST ? found : Set.of());
        }
    }

    /** The number of values that are such lists. */
    long values() {
        return values;
    }

    Set<String> keys() {
        return Set.copyOf(keys);
    }
}
