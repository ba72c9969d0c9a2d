package io.crumbless.answers.page;

import java.util.List;
import java.util.regex.Pattern;

/** Where long names may break in a narrow cell: behind their own marks, so that no word is cut anywhere. */
public final class Breaks {
    private static final Pattern PLACE = Pattern.compile("(?<=[a-z])(?=[A-Z])|(?<=[a-z0-9][._/:])(?=[A-Za-z0-9])");

    private Breaks() {}

    /** The text in pieces, which together are the text. */
    public static List<String> pieces(String text) {
        return List.of(PLACE.split(text));
    }
}
