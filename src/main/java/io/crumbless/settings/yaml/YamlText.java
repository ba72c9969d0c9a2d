package io.crumbless.settings.yaml;

import java.util.List;
import java.util.Map;

/**
 * Formats values and mappings as YAML, for other programs. Texts are in double quotes, since versions of YAML disagree
 * about plain ones such as {@code no} or {@code 1_000}.
 */
public final class YamlText {
    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** @param content texts, integers, lists and mappings, in the order of the output */
    public static String of(Map<String, Object> content) {
        YamlText yaml = new YamlText();
        yaml.mapping(content, "");
        return yaml.text.toString();
    }

    private void mapping(Map<?, ?> content, String indent) {
        content.forEach((key, value) -> {
            text.append(indent).append(key).append(':');
            value(value, indent);
        });
    }

    private void value(Object value, String indent) {
        if (value instanceof Map<?, ?> inner) {
            text.append('\n');
            mapping(inner, indent + "  ");
        } else if (value instanceof List<?> items) {
            text.append('\n');
            items.forEach(item -> item(item, indent + "  "));
        } else {
            text.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** The first key of a mapping follows the dash. */
    private void item(Object item, String indent) {
        if (item instanceof Map<?, ?> inner) {
            int from = text.length();
            mapping(inner, indent + "  ");
            text.setCharAt(from + indent.length(), '-');
        } else {
            text.append(indent).append("- ").append(scalar(item)).append('\n');
        }
    }

    private static String scalar(Object value) {
        return value instanceof Number
                ? value.toString()
                : "\""
                        + value.toString()
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replaceAll("\\s+", " ") + "\"";
    }
}
