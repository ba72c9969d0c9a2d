package io.crumbless.console.page;

import java.util.Locale;

/** The areas of the console, in the order of the navigation. */
public enum Area {
    OVERVIEW("/"),
    PERSON("/person"),
    REQUESTS("/requests"),
    POLICY("/policy"),
    PROOF("/proof");

    private final String path;

    Area(String path) {
        this.path = path;
    }

    /** Its first page; the area is in the navigation if there is such a page and the user may see it. */
    public String path() {
        return path;
    }

    /** The key of its name, {@code console.area.overview}. */
    public String key() {
        return "console.area." + name().toLowerCase(Locale.ROOT);
    }
}
