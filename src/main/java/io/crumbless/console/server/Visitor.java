package io.crumbless.console.server;

import io.crumbless.console.access.Session;
import java.util.Optional;

/** The sender of a request. */
sealed interface Visitor {
    /**
     * A user with a session.
     *
     * @param newId id of the session if it was just opened, for the cookie
     */
    record Known(Session session, Optional<String> newId) implements Visitor {}

    /** A request that is denied. */
    record Denied(Denial why) implements Visitor {}
}
