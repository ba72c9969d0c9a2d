package io.crumbless.console.page;

/** HTTP methods of pages. */
public enum Method {
    /** Shows, and changes nothing. */
    GET,
    /** A form; it contains the session's CSRF token. */
    POST
}
