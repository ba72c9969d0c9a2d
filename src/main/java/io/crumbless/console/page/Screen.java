package io.crumbless.console.page;

import java.util.ArrayList;
import java.util.List;

/**
 * One page without its frame.
 *
 * @param title the title line; without personal data, because titles are stored in the browser history
 * @param reference printed at the foot of each sheet
 * @param language language of the heading; empty for that of the page
 */
public record Screen(String title, String heading, String reference, List<Part> parts, String language) {
    public Screen {
        parts = List.copyOf(parts);
    }

    public Screen(String title, String heading, String reference, List<Part> parts) {
        this(title, heading, reference, parts, "");
    }

    /** A page whose heading is its title. */
    public static Screen of(String title, List<Part> parts) {
        return new Screen(title, title, title, parts);
    }

    /** The same screen with another title. */
    public Screen titled(String other) {
        return new Screen(other, heading, reference, parts, language);
    }

    /** The same with something below the rest. */
    public Screen over(Part last) {
        List<Part> all = new ArrayList<>(parts);
        all.add(last);
        return new Screen(title, heading, reference, all, language);
    }

    /** The same screen with a part above the others. */
    public Screen under(Part first) {
        List<Part> all = new ArrayList<>(List.of(first));
        all.addAll(parts);
        return new Screen(title, heading, reference, all, language);
    }
}
