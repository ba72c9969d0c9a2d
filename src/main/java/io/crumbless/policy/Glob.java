package io.crumbless.policy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text in which {@code *} stands for any characters, none included; case matters. */
record Glob(String text, Pattern pattern) {
    static Glob of(String text) {
        String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return new Glob(text, Pattern.compile(regex, Pattern.DOTALL));
    }

    boolean matches(String candidate) {
        return pattern.matcher(candidate).matches();
    }

    boolean isExact() {
        return text.indexOf('*') < 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && glob.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
