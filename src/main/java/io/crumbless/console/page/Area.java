package io.crumbless.console.page;

import java.util.Locale;

/** The parts of the console, in the order in which the head of each page names them. */
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

    /** Its first page; the area is named where there is such a page and the user may look at it. */
    public String path() {
        return path;
    }

    /** Of its sentence, {@code console.area.overview}. */
    public String key() {
        return "console.area." + name().toLowerCase(Locale.ROOT);
    }
}
