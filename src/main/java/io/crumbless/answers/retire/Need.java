package io.crumbless.answers.retire;

import java.util.List;

/**
 * Whether anything still needs a legacy source.
 *
 * @param reason why, or why not
 * @param of what the reason speaks of: rules, sources, a number or a day, as text
 */
public record Need(String source, Kind kind, Reason reason, List<String> of) {
    public Need {
        of = List.copyOf(of);
    }

    /** What a source holds. */
    public enum Kind {
        MEMBERSHIPS,
        LINKS,
        OPT_OUTS
    }

    /** Why a source is needed, or why it is not. */
    public enum Reason {
        /** No accepted rule can draw from it. */
        NO_RULE(false),
        /** The sunset of every attribute it could fill has passed; of: the last one. */
        SUNSET_PASSED(false),
        /** No value of it was kept for so many nights; of: their number. */
        NOTHING_KEPT(false),
        /** No membership of a cookie is left for links to lead anywhere. */
        NO_COOKIES_LEFT(false),
        /** Nothing of the legacy world is left to opt out of. */
        NOTHING_LEFT(false),
        /** Profiles hold values of it; of: how many. */
        STILL_HELD(true),
        /** Rules may still draw from it; of: the rules. */
        RULES_DRAW(true),
        /** Memberships of cookies are left; of: the sources. */
        COOKIES_LEFT(true),
        /** An opt-out can only remove values, so it is retired last; {@code of} names the sources that are left. */
        LEGACY_LEFT(true),
        /** No night has counted yet. */
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
