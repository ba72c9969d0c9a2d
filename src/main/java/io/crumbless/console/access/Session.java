package io.crumbless.console.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a user's session: in memory only, until the session ends. Paths contain handles in place of ids of
 * people: a handle is valid in its session only. Thread-safe.
 */
public final class Session {
    /** Maximum number of kept objects; the oldest is discarded first. */
    private static final int MOST_KEPT = 64;

    private final User user;
    private final Instant begun;
    private final String csrf = Secrets.next();
    private final Map<String, Object> kept = new LinkedHashMap<>();
    private Instant used;
    private String language;
    private @Nullable String message;
    private @Nullable String formerCsrf;
    private @Nullable KeptForm form;

    Session(User user, Instant begun, String language) {
        this.user = user;
        this.begun = begun;
        this.used = begun;
        this.language = language;
    }

    public User user() {
        return user;
    }

    /** The CSRF token in every form of this session, unknown to pages of other sites. */
    public String csrf() {
        return csrf;
    }

    public boolean isCsrf(String presented) {
        return Secrets.same(csrf, presented);
    }

    /** Whether it is of the session before this one, of the same user in the same browser: that form lay open for too long. */
    public synchronized boolean isFormerCsrf(String presented) {
        return formerCsrf != null && Secrets.same(formerCsrf, presented);
    }

    /** Takes the place of a session that has ended. */
    synchronized void follow(String csrfBefore, @Nullable KeptForm sent) {
        formerCsrf = csrfBefore;
        form = sent;
    }

    Instant begun() {
        return begun;
    }

    synchronized Instant used() {
        return used;
    }

    synchronized void use(Instant now) {
        used = now;
    }

    /** {@code de} or {@code en}. */
    public synchronized String language() {
        return language;
    }

    public synchronized void language(String other) {
        language = other;
    }

    /** Keeps an object, such as the person of a page; returns its handle, which is safe in a path. */
    public synchronized String keep(Object what) {
        String handle = Secrets.next();
        if (kept.size() >= MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(handle, what);
        return handle;
    }

    /** The object kept under a handle; empty if it is unknown in this session, or of another type. */
    public synchronized <T> Optional<T> kept(String handle, Class<T> type) {
        return Optional.ofNullable(kept.get(handle)).filter(type::isInstance).map(type::cast);
    }

    /** Keeps a form that was not carried out, for the page that holds it. */
    public synchronized void keep(KeptForm sent) {
        form = sent;
    }

    /** The form that is kept; empty if there is none, or it is too old. */
    public synchronized Optional<KeptForm> form() {
        return Optional.ofNullable(form).filter(sent -> !sent.isOld(used));
    }

    /** It is shown, so it is kept no longer. */
    public synchronized void formShown() {
        form = null;
    }

    /** Sets the message for the next page, about the result of a form. */
    public synchronized void say(String sentence) {
        message = sentence;
    }

    /** The message for this page; it is shown once. */
    public synchronized Optional<String> said() {
        Optional<String> said = Optional.ofNullable(message);
        message = null;
        return said;
    }
}
