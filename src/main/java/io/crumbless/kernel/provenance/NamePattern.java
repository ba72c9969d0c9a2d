package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pattern in which {@code *} matches any number of characters, including none. */
public final class NamePattern {
    private static final IdFold FOLD =
            IdFold.ignoring(EnumSet.of(SpellingDifference.CASE, SpellingDifference.INVISIBLE));

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");

    /** Separators between the names of a text with several. */
    private static final Pattern BETWEEN = Pattern.compile("[,;|]");

    private final String text;
    private final Pattern pattern;
    private final Pattern spellings;

    public NamePattern(String text) {
        this.text = text;
        this.pattern = matching(text);
        this.spellings = matching(folded(text));
    }

    private static Pattern matching(String text) {
        return Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    /** Lower case, without invisible characters, and with one kind of separator. */
    static String folded(String name) {
        return SEPARATORS.matcher(FOLD.key(name.strip())).replaceAll("_");
    }

    /** The folded name and, if the text contains several names, each of them {@link #folded}. */
    static Stream<String> foldedNames(String text) {
        Stream<String> whole = Stream.of(folded(text));
        return BETWEEN.matcher(text).find()
                ? Stream.concat(whole, BETWEEN.splitAsStream(text).map(NamePattern::folded))
                : whole;
    }

    public String text() {
        return text;
    }

    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** Whether it matches exactly, including case. */
    boolean matches(String candidate) {
        return pattern.matcher(candidate).matches();
    }

    /**
     * Whether it matches the name in any spelling (letter case, {@code -} or a blank for {@code _}, invisible
     * characters), or one of several names separated by {@code ,}, {@code ;} or {@code |}.
     */
    boolean matchesAnySpelling(String candidate) {
        return foldedNames(candidate).anyMatch(name -> spellings.matcher(name).matches());
    }

    /**
     * Whether this matches everything that {@code other} matches: a {@code *} there must be covered by a {@code *}
     * here.
     */
    boolean includes(NamePattern other) {
        return matches(other.text);
    }
}
