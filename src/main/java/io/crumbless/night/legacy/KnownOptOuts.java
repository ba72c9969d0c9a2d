package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import java.io.Serializable;

/** Who has opted out of legacy values, by id or by a cookie. Thread-safe. */
public final class KnownOptOuts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SoughtIds named;
    private final SubjectArena reached;
    private final IdStyles cookies;

    /**
     * @param reached people reached by a cookie
     * @param cookies styles in which linked cookie ids are written
     */
    KnownOptOuts(SoughtIds named, SubjectArena reached, IdStyles cookies) {
        this.named = named;
        this.reached = reached;
        this.cookies = cookies;
    }

    boolean optedOut(SubjectArena subjects, int subject, Fingerprint hasher) {
        byte[] bytes = subjects.bytes();
        int start = subjects.start(subject);
        int end = subjects.end(subject);
        return named.hasSubject(IdHash.ofKey(bytes, start, end))
                || reached.find(bytes, start, end - start, hasher) != SubjectArena.ABSENT;
    }

    Fingerprint hasher() {
        return reached.hasher();
    }

    /** The styles in which linked cookie ids are written. */
    public IdStyles cookies() {
        return cookies;
    }

    SoughtIds named() {
        return named;
    }
}
