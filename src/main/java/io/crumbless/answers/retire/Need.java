package io.crumbless.answers.retire;

import java.util.List;

/**
 * Whether anything still needs a legacy source.
 *
 * @param reason why, or why not
 * @param of arguments of the reason: rules, sources, a number or a date, as text
 */
public record Need(String source, Kind kind, Reason reason, List<String> of) {
    public Need {
        of = List.copyOf(of);
    }

    /** The content of a source. */
    public enum Kind {
        MEMBERSHIPS,
        LINKS,
        OPT_OUTS
    }

    /** Why a source is needed, or why it is not. */
    public enum Reason {
        /** No accepted rule can admit values of it. */
        NO_RULE(false),
        /** The sunset of every attribute it could fill has passed; of: the last one. */
        SUNSET_PASSED(false),
        /** No value of it was kept for a number of nights; of: that number. */
        NOTHING_KEPT(false),
        /** No cookie-based memberships are left, so links have no effect. */
        NO_COOKIES_LEFT(false),
        /** No legacy sources are left, so opt-outs have no effect. */
        NOTHING_LEFT(false),
        /** Profiles contain values of it; of: how many. */
        STILL_HELD(true),
        /** Rules may still admit values of it; of: the rules. */
        RULES_DRAW(true),
        /** Cookie-based memberships are left; of: the sources. */
        COOKIES_LEFT(true),
        /** An opt-out can only remove values, so it is retired last; of: the remaining sources. */
        LEGACY_LEFT(true),
        /** No night has been counted yet. */
        NEVER_COUNTED(true);

        private final boolean needed;

        Reason(boolean needed) {
            this.needed = needed;
        }
    }

    public boolean isNeeded() {
        return reason.needed;
    }
}
