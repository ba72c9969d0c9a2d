package io.crumbless.night.scatter;

import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.process.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts, by attribute, numbers such as {@code 1.500}, which are one and a half, or one thousand five hundred where the point
 * separates thousands, and numbers that suggest the latter: {@code 749,90} is refused, and {@code 750} has no three digits behind a
 * point either. For one thread.
 */
public final class NumberForms {
    private static final String POINTED = "pointed-number:";
    private static final String OTHERWISE = "other-number:";

    private static final Pattern THOUSANDS = Pattern.compile("-?[1-9][0-9]{0,2}\\.[0-9]{3}");
    private static final Pattern WHOLE = Pattern.compile("-?[1-9][0-9]*");
    private static final Pattern COMMA = Pattern.compile("-?[0-9]{1,3}(?:\\.?[0-9]{3})*,[0-9]+");

    /** With more digits after the point, all of them may be meant. */
    private static final int DIGITS = 3;

    private final Map<String, Long> pointed = new HashMap<>();
    private final Map<String, Long> others = new HashMap<>();

    /** Whether a text may be a number that is worth a look. */
    static boolean mayBeOne(@Nullable String text) {
        return text != null && !text.isEmpty() && isDigit(text.charAt(text.length() - 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A value as delivered of an attribute, admitted or not. */
    void see(Attribute attribute, String text) {
        if (!isNumber(attribute.type())) {
            return;
        }
        String name = attribute.name().value();
        if (THOUSANDS.matcher(text).matches()) {
            pointed.merge(name, 1L, Long::sum);
        } else if (WHOLE.matcher(text).matches() || COMMA.matcher(text).matches()) {
            others.merge(name, 1L, Long::sum);
        }
    }

    private static boolean isNumber(AttributeType type) {
        return type instanceof AttributeType.IntType
                || (type instanceof AttributeType.DecimalType decimal && decimal.scale() < DIGITS);
    }

    /** Adds to the counts of a part. */
    void count(SortedMap<String, Long> counts, String source) {
        pointed.forEach((name, number) -> counts.merge(POINTED + source + ' ' + name, number, Long::sum));
        others.forEach((name, number) -> counts.merge(OTHERWISE + source + ' ' + name, number, Long::sum));
    }

    /** Reports attributes of a source that have numbers of both kinds, by the counts of all parts. */
    public static List<String> notices(Map<String, Long> counts) {
        List<String> notices = new ArrayList<>();
        counts.forEach((name, number) -> {
            String place = name.startsWith(POINTED) ? name.substring(POINTED.length()) : "";
            if (!place.isEmpty() && counts.containsKey(OTHERWISE + place)) {
                String[] parts = place.split(" ", 2);
                notices.add(Quantity.of(number, "number") + " of attribute '" + parts[1] + "' of source '" + parts[0]
                        + (number == 1 ? "' has" : "' have")
                        + " three digits behind a point (1.500), and others there have none or a comma: the point counts as that of a"
                        + " decimal fraction; where it separates thousands, have the numbers delivered without it");
            }
        });
        return notices;
    }
}
