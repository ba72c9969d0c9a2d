package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Origin;
import java.util.Locale;

/** Where one legacy value ended. */
public enum ValueBin {
    STRIPPED_OBSERVED,
    STRIPPED_DERIVED,
    STRIPPED_INFERRED,
    STRIPPED_ACQUIRED,
    STRIPPED_UNKNOWN,
    /** Provided, but no attribute accepts it. */
    NOT_ACCEPTED,
    /** Provided, after the sunset of its attribute. */
    SUNSET_PASSED,
    /** Provided, but cannot be parsed as the type of its attribute. */
    VALUE_INVALID,
    /** Provided, without a time or with one that cannot be parsed. */
    UNDATED,
    /** Provided, assigned at the cut-off or later. */
    FUTURE,
    /** Provided, for a cookie that is not linked to a person. */
    UNLINKED,
    /** Provided, for a cookie that is linked to two people. */
    AMBIGUOUS,
    /** Provided, for a person who opted out. */
    OPTED_OUT,
    /** Provided, and passed on to the merge: it may fill a gap. */
    CANDIDATE,
    /** An item of a list without segment. */
    SEGMENT_MISSING;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ValueBin stripped(Origin origin) {
        return switch (origin) {
            case OBSERVED -> STRIPPED_OBSERVED;
            case DERIVED -> STRIPPED_DERIVED;
            case INFERRED -> STRIPPED_INFERRED;
            case ACQUIRED -> STRIPPED_ACQUIRED;
            case UNKNOWN -> STRIPPED_UNKNOWN;
            case PROVIDED, DECLARED -> throw new IllegalArgumentException("Origin " + origin + " is not stripped");
        };
    }
}
