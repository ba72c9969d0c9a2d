package io.crumbless.console.page;

/** What comes of a request. */
public sealed interface Reply {
    /** A page. */
    record Show(Screen screen) implements Reply {}

    /**
     * A page that says why nothing came of it.
     *
     * @param status of HTTP: 400, 403, 404, 409, 429
     */
    record Refuse(int status, Screen screen) implements Reply {}

    /**
     * Another page is to be asked, as after every form that was sent.
     *
     * @param path on the console, from {@code /}
     */
    record See(String path) implements Reply {}

    /** A document by itself, for paper: from {@code answers.page.HtmlPage}. */
    record Sheet(String html) implements Reply {}

    /** A file to keep. */
    record Download(String fileName, String contentType, byte[] content) implements Reply {}
}
