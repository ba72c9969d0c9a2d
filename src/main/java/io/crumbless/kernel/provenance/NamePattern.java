package io.crumbless.kernel.provenance;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} matches any number of characters, including none; case matters. */
public final class NamePattern {
    private final String text;
    private final Pattern pattern;

    public NamePattern(String text) {
        this.text = text;
        this.pattern = Pattern.compile(
                Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    public String text() {
        return text;
    }

    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    boolean matches(String candidate) {
        return pattern.matcher(candidate).matches();
    }

    /** Whether all that {@code other} matches is matched by this: only a {@code *} here can meet a {@code *} there. */
    boolean includes(NamePattern other) {
        return matches(other.text);
    }
}
