package io.crumbless.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records of sessions that expired without being used: enough to recognise a form that their user still had open, but no access.
 * Sessions that ended by logging out are not recorded. Guarded by the lock of {@link Sessions}.
 */
final class EndedSessions {
    private static final int MOST = 1000;

    /** Longer than a night, so that a form left open in the evening is recognised in the morning. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private final Map<String, Ended> ended = new LinkedHashMap<>();

    /** @param form that was sent after the end; null for none */
    record Ended(
            String user, String csrf, Instant at, @Nullable KeptForm form) {
        Ended withoutOldForm(Instant now) {
            return form != null && form.isOld(now) ? new Ended(user, csrf, at, null) : this;
        }
    }

    void add(String id, Session session, Instant now) {
        forgetOld(now);
        if (ended.size() >= MOST) {
            ended.remove(ended.keySet().iterator().next());
        }
        ended.put(id, new Ended(session.user().name(), session.csrf(), now, null));
    }

    private void forgetOld(Instant now) {
        ended.values().removeIf(one -> !now.isBefore(one.at().plus(REMEMBERED)));
        ended.replaceAll((id, one) -> one.withoutOldForm(now));
    }

    /**
     * Keeps a form until the same user logs in again in the same browser.
     *
     * @return whether the session and its token are known; otherwise the form is not kept
     */
    boolean keep(String id, String csrf, KeptForm form) {
        forgetOld(form.at());
        Ended one = ended.get(id);
        boolean known = one != null && Secrets.same(one.csrf(), csrf);
        if (one != null && known) {
            ended.put(id, new Ended(one.user(), one.csrf(), one.at(), form));
        }
        return known;
    }

    boolean knows(String id) {
        return ended.containsKey(id);
    }

    /** Removes and returns the record of an expired session, if it belonged to this user. */
    Optional<Ended> take(String id, User user, Instant now) {
        forgetOld(now);
        return Optional.ofNullable(ended.remove(id)).filter(one -> one.user().equals(user.name()));
    }
}
