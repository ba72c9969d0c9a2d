package io.crumbless.console.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers of one user between two pages: in memory alone, and for as long as the session lasts. Paths
 * hold handles instead of ids of people: a handle means something in its session only. Safe for many threads.
 */
public final class Session {
    /** Of a user who looks up more people than this, the first must be looked up again. */
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

    /** What every form of this session holds, and no page of another site knows. */
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

    /** Keeps something, such as whom a page is about; returns its handle, which is safe in a path. */
    public synchronized String keep(Object what) {
        String handle = Secrets.next();
        if (kept.size() >= MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        kept.put(handle, what);
        return handle;
    }

    /** What was kept under a handle; empty if it is none of this session, or of another kind. */
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

    /** A sentence for the next page, which says what came of the form that was sent. */
    public synchronized void say(String sentence) {
        message = sentence;
    }

    /** The sentence for this page; it is said once. */
    public synchronized Optional<String> said() {
        Optional<String> said = Optional.ofNullable(message);
        message = null;
        return said;
    }
}
