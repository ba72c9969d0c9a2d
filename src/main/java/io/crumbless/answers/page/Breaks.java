package io.crumbless.answers.page;

import java.util.List;
import java.util.regex.Pattern;

/** Line break opportunities of long names in narrow cells: after separators, so that no word is cut. */
public final class Breaks {
    private static final Pattern PLACE = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[a-z0-9][._/:])(?=[A-Za-z0-9])");

    private Breaks() {}

    /** The text in pieces, whose concatenation is the text. */
    public static List<String> pieces(String text) {
        return List.of(PLACE.split(text));
    }
}
