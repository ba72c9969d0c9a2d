package io.crumbless.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The open sessions. Ids are always generated here, never accepted from a browser, and every login gets a new one.
 * Thread-safe.
 */
public final class Sessions {
    /** Maximum number of sessions, beyond which the oldest ends; a legal team has some dozens. */
    private static final int MOST = 1000;

    /** Maximum per user, so that a user cannot end the sessions of others by opening many. */
    private static final int MOST_OF_A_USER = 20;

    private final Clock clock;
    private final Duration idle;
    private final Duration longest;
    private final Map<String, Session> open = new LinkedHashMap<>();
    private final EndedSessions ended = new EndedSessions();

    /**
     * @param idle after which an unused session ends
     * @param longest after which every session ends
     */
    public Sessions(Clock clock, Duration idle, Duration longest) {
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    /** A session, and its id in the browser's cookie. */
    public record Opened(String id, Session session) {}

    /** As {@link #open(User, String, String)}, of a browser that had no session before. */
    public Opened open(User user, String language) {
        return open(user, language, "");
    }

    /**
     * Opens a session.
     *
     * @param before by which the browser named the session it had before, which ends: a form of the same user that still lies open
     *     in it is known again
     */
    public synchronized Opened open(User user, String language, String before) {
        endThoseThatAreOver();
        Session last = open.remove(before);
        if (last != null) {
            ended.add(before, last, clock.instant());
        }
        endFirst(MOST_OF_A_USER, session -> session.user().name().equals(user.name()));
        endFirst(MOST, session -> true);
        Opened opened = new Opened(Secrets.next(), new Session(user, clock.instant(), language));
        open.put(opened.id(), opened.session());
        ended.take(before, user, clock.instant())
                .ifPresent(one -> opened.session().follow(one.csrf(), one.form()));
        return opened;
    }

    private void endThoseThatAreOver() {
        open.entrySet().removeIf(entry -> {
            boolean over = isOver(entry.getValue());
            if (over) {
                ended.add(entry.getKey(), entry.getValue(), clock.instant());
            }
            return over;
        });
    }

    /** Whether a session of that id ended because nobody used it. */
    public synchronized boolean hasEnded(String id) {
        return ended.knows(id);
    }

    /**
     * Keeps a form that was sent in a session that has ended since.
     *
     * @param csrf token of that session, which the form holds
     * @return whether it is kept: the session is known, and the form is one of its own
     */
    public synchronized boolean keep(String id, String csrf, String path, Map<String, List<String>> fields) {
        return ended.keep(id, csrf, new KeptForm(path, fields, KeptForm.Reason.SESSION, clock.instant()));
    }

    /** If the maximum is reached, ends the session that was opened first. */
    private void endFirst(int most, Predicate<Session> which) {
        List<String> ids = open.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (ids.size() >= most) {
            open.remove(ids.get(0));
        }
    }

    /** The session with this id, which counts as used; empty if there is none, or it has ended. */
    public synchronized Optional<Session> use(String id) {
        Session session = open.get(id);
        if (session == null) {
            return Optional.empty();
        }
        if (isOver(session)) {
            endThoseThatAreOver();
            return Optional.empty();
        }
        session.use(clock.instant());
        return Optional.of(session);
    }

    public synchronized void end(String id) {
        open.remove(id);
    }

    /** Number of open sessions. */
    public synchronized int size() {
        endThoseThatAreOver();
        return open.size();
    }

    private boolean isOver(Session session) {
        Instant now = clock.instant();
        return !now.isBefore(session.used().plus(idle))
                || !now.isBefore(session.begun().plus(longest));
    }
}
