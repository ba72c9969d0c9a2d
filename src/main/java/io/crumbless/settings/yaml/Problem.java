package io.crumbless.settings.yaml;

import java.util.Comparator;

/**
 * A problem in a file, described so that its author can fix it.
 *
 * @param line counted from 1; 0 for the file as a whole
 */
public record Problem(String file, int line, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> READING_ORDER =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparing(Problem::message);

    /** Reading order: by file, then from top to bottom. */
    @Override
    public int compareTo(Problem other) {
        return READING_ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return new SourcePosition(file, line) + ": " + message;
    }
}
