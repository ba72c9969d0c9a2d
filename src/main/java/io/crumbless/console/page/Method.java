package io.crumbless.console.page;

/** How a page is asked. */
public enum Method {
    /** Looks, and changes nothing. */
    GET,
    /** A form that was sent; it holds the session's CSRF token. */
    POST
}
