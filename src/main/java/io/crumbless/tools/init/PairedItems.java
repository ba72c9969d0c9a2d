package io.crumbless.tools.init;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the segments in a list of pairs, such as {@code "d_sid"=24,"d_unsid"=29}, by the keys of the preset. */
final class PairedItems {
    private static final Pattern ITEM = Pattern.compile("(?:\"?([^\"=,]+)\"?=)?\"?([^\"=,]+)\"?");

    private PairedItems() {}

    /** @param keys keys whose values are segments; an empty key stands for items that are not pairs */
    static List<String> values(String list, List<String> keys) {
        List<String> values = new ArrayList<>();
        for (String item : list.split(",")) {
            Matcher pair = ITEM.matcher(item.strip());
            if (pair.matches() && keys.contains(pair.group(1) == null ? "" : pair.group(1))) {
                values.add(pair.group(2).strip());
            }
        }
        return values;
    }
}
