package io.crumbless.console.server;

import java.util.Locale;

/** Why a request is not answered with what it asks for. */
enum Denial {
    /** Sent under a host name that is not the console's. */
    HOST(421),
    /** Behind a proxy: from an address that is not the proxy's. */
    ADDRESS(403),
    /** Behind a proxy: the proxy names nobody, or two. */
    NOBODY(401),
    /** The job file gives the user no role. */
    NO_ROLE(403),
    /** Nobody is logged in. */
    LOGIN(401),
    /** Nobody is logged in any more; the form that was sent is kept for whoever logs in again. */
    KEPT(401),
    /** A one-time token that is used, old or made up. */
    TOKEN(403),
    /** The user's roles do not reach so far. */
    ROLE(403),
    /** A form that another site sent. */
    ORIGIN(403),
    /** A form without the token of this session: it lay open for too long, or another site made it up. */
    FORM(403),
    /** A form that is too large, or none. */
    CONTENT(400),
    /** No such page. */
    PATH(404),
    /** A method that no page has. */
    METHOD(405);

    private final int status;

    Denial(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** As the label of the metric and the key of the sentences. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
