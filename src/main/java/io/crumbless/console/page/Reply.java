package io.crumbless.console.page;

/** The reply to a request. */
public sealed interface Reply {
    /** A page. */
    record Show(Screen screen) implements Reply {}

    /**
     * A page with the reason of a refusal.
     *
     * @param status HTTP status: 400, 403, 404, 409, 429
     */
    record Refuse(int status, Screen screen) implements Reply {}

    /**
     * A redirect to another page, as after every form.
     *
     * @param path within the console, starting with {@code /}
     */
    record See(String path) implements Reply {}

    /** A document without frame, for paper: from {@code answers.page.HtmlPage}. */
    record Sheet(String html) implements Reply {}

    /** A file to download. */
    record Download(String fileName, String contentType, byte[] content) implements Reply {}
}
