package io.crumbless.kernel.profile;

import java.util.regex.Pattern;

/** The name of one attribute of the catalogue; also the name of its column in every output. */
public record AttributeName(String value) implements Comparable<AttributeName> {
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public AttributeName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Invalid attribute name '" + value
                    + "': use lower-case letters, digits and single underscores, beginning with a letter");
        }
    }

    /** Whether the text is a valid attribute name: {@code snake_case}, which no query engine requires to be quoted. */
    public static boolean isValid(String text) {
        return text.length() <= 60 && SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(AttributeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
