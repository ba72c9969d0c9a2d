package io.crumbless.console.server;

import io.crumbless.console.access.Session;
import java.util.Optional;

/** Who sent a request. */
sealed interface Visitor {
    /**
     * Somebody with a session.
     *
     * @param newId of the session, where it was opened just now and the browser is to remember it
     */
    record Known(Session session, Optional<String> newId) implements Visitor {}

    /** Somebody who gets nothing. */
    record Denied(Denial why) implements Visitor {}
}
