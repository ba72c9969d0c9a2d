package io.crumbless.settings.yaml;

/**
 * A position in a file.
 *
 * @param line counted from 1; 0 for the file as a whole
 */
public record SourcePosition(String file, int line) {
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
