package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.IdFold;
import io.crumbless.kernel.profile.SpellingDifference;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A text in which {@code *} matches any number of characters, including none. */
public final class NamePattern {
    private static final IdFold FOLD =
            IdFold.ignoring(EnumSet.of(SpellingDifference.CASE, SpellingDifference.INVISIBLE));

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]+");

    /** Between the names of a text that holds several. */
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

    /** Without what nobody sees, in lower case, and with one kind of separator. */
    static String folded(String name) {
        return SEPARATORS.matcher(FOLD.key(name.strip())).replaceAll("_");
    }

    /** The name, and where it is a text that holds several each of them, as {@link #folded}. */
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

    /** Whether it matches exactly; case matters. */
    boolean matches(String candidate) {
        return pattern.matcher(candidate).matches();
    }

    /**
     * Whether it matches a name however it is spelled (letter case, {@code -} or a blank for {@code _}, characters nobody sees), or
     * one of the names that stand in a text with {@code ,}, {@code ;} or {@code |} between them.
     */
    boolean matchesAnySpelling(String candidate) {
        return foldedNames(candidate).anyMatch(name -> spellings.matcher(name).matches());
    }

    /** Whether all that {@code other} matches is matched by this: only a {@code *} here can meet a {@code *} there. */
    boolean includes(NamePattern other) {
        return matches(other.text);
    }
}
