package io.crumbless.answers.page;

import java.util.List;
import java.util.regex.Pattern;

/** Line break opportunities of long names in narrow cells: after separators, so that no word, number or time is cut. */
public final class Breaks {
    private static final Pattern PLACE = Pattern.compile("(?<=[a-z]{2})(?=[A-Z])"
            + "|(?<=[a-z][._/:])(?=[A-Za-z0-9])|(?<=[0-9][_/])(?=[A-Za-z0-9])|(?<=[0-9][.:])(?=[A-Za-z])");

    private Breaks() {}

    /** The text in pieces, whose concatenation is the text; none of an empty one. */
    public static List<String> pieces(String text) {
        return text.isEmpty() ? List.of() : List.of(PLACE.split(text));
    }
}
