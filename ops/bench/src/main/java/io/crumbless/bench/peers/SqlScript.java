package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements of a file, each terminated by a semicolon at the end of a line, with values in place of {@code ${name}}.
 *
 * @param statements without comments
 */
record SqlScript(List<String> statements) {
    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern END = Pattern.compile(";\\s*(?:\\R|\\z)");
    private static final Pattern NAME = Pattern.compile("\\$\\{([^}]*)}");

    static SqlScript read(Path file, Map<String, String> values) throws IOException {
        String text = COMMENT_LINE.matcher(Files.readString(file)).replaceAll("");
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        Matcher missing = NAME.matcher(text);
        if (missing.find()) {
            throw new IllegalArgumentException("Missing " + missing.group(1) + "=… for " + file);
        }
        return new SqlScript(
                END.splitAsStream(text).map(String::strip).filter(one -> !one.isEmpty()).toList());
    }

    /** Values from arguments {@code name=value}. */
    static Map<String, String> values(List<String> arguments) {
        Map<String, String> values = new TreeMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + argument + "' is not name=value");
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return values;
    }

    /** The first line of a statement, for progress messages. */
    static String title(String statement) {
        return statement.lines().findFirst().orElse("");
    }
}
