package io.crumbless.settings.policy;

import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.settings.yaml.Names;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses an attribute's type in {@code attributes.yaml}; the inverse of {@link AttributeType#notation}. */
final class TypeNotation {
    private static final Map<String, AttributeType> SIMPLE = Map.of(
            "string", new AttributeType.StringType(),
            "boolean", new AttributeType.BooleanType(),
            "int", new AttributeType.IntType(),
            "date", new AttributeType.DateType(),
            "timestamp", new AttributeType.TimestampType());

    private static final List<String> FORMS =
            List.of("string", "boolean", "int", "decimal(p,s)", "date", "timestamp", "enum[a, b]", "list<...>");

    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}), ?(\\d{1,2})\\)");
    private static final Pattern ENUM = Pattern.compile("enum\\[(.*)]");
    private static final Pattern LIST = Pattern.compile("list<(.*)>");
    private static final Pattern CHOICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");

    /** More digits do not fit into 64 bits. */
    private static final int GREATEST_PRECISION = 18;

    private TypeNotation() {}

    /** @throws IllegalArgumentException that describes the fault, without repeating the text */
    static AttributeType parse(String text) {
        AttributeType simple = SIMPLE.get(text);
        if (simple != null) {
            return simple;
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (decimal.matches()) {
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        Matcher choices = ENUM.matcher(text);
        if (choices.matches()) {
            return choices(choices.group(1));
        }
        Matcher list = LIST.matcher(text);
        if (list.matches()) {
            AttributeType element = parse(list.group(1));
            if (element instanceof AttributeType.ListType) {
                throw new IllegalArgumentException("no column holds a list of lists that every reader takes");
            }
            return new AttributeType.ListType(element);
        }
        throw new IllegalArgumentException("unknown type" + Names.hint(text, FORMS));
    }

    private static AttributeType decimal(int precision, int scale) {
        if (precision < 1 || precision > GREATEST_PRECISION || scale > precision) {
            throw new IllegalArgumentException(
                    "precision must be between 1 and " + GREATEST_PRECISION + ", and scale no more than precision");
        }
        return new AttributeType.DecimalType(precision, scale);
    }

    private static AttributeType choices(String inside) {
        if (inside.isBlank()) {
            throw new IllegalArgumentException("an enum needs at least one choice");
        }
        List<String> choices =
                Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
        for (String choice : choices) {
            if (!CHOICE.matcher(choice).matches()) {
                throw new IllegalArgumentException(
                        "the choice '" + choice + "' may hold letters, digits and _ . + - only");
            }
        }
        if (new HashSet<>(choices).size() < choices.size()) {
            throw new IllegalArgumentException("a choice is listed twice");
        }
        return new AttributeType.EnumType(choices);
    }
}
