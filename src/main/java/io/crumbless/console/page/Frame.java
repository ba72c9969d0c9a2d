package io.crumbless.console.page;

import java.util.List;

/**
 * The frame around every screen.
 *
 * @param language of the page
 * @param user user who is logged in; empty if nobody is
 * @param csrf of the session; empty before
 * @param here path of the page, to which a change of language returns
 * @param areas areas that the user may see
 * @param style path of the style sheet
 * @param words of the frame itself
 */
public record Frame(
        String language, String user, String csrf, String here, List<Tab> areas, String style, Words words) {
    public Frame {
        areas = List.copyOf(areas);
    }

    /** An area in the navigation. */
    public record Tab(String text, String path, boolean current) {}

    /** Sentences of the frame. */
    public record Words(
            String product,
            String skip,
            String areas,
            String otherLanguage,
            String otherLanguageTag,
            String logOut,
            String loggedInAs,
            String required) {}
}
