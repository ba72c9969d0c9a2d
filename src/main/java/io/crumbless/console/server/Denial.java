package io.crumbless.console.server;

import java.util.Locale;

/** Why a request is denied. */
enum Denial {
    /** Sent to a host name that is not the console's. */
    HOST(421),
    /** Behind a proxy: not from the proxy's address. */
    ADDRESS(403),
    /** Behind a proxy: no user header, or several. */
    NOBODY(401),
    /** The job file gives the user no role. */
    NO_ROLE(403),
    /** Nobody is logged in. */
    LOGIN(401),
    /** Nobody is logged in any more; the form that was sent is kept for whoever logs in again. */
    KEPT(401),
    /** A one-time token that is used, expired or invalid. */
    TOKEN(403),
    /** The user lacks the required role. */
    ROLE(403),
    /** A form from another site. */
    ORIGIN(403),
    /** A form without the token of this session: it was open for too long, or comes from another site. */
    FORM(403),
    /** A form that is too large or invalid. */
    CONTENT(400),
    /** No such page. */
    PATH(404),
    /** A method that the page does not support. */
    METHOD(405);

    private final int status;

    Denial(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** As label of the metric and key of the sentences. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
