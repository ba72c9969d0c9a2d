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
    /** Provided, and does not parse as its attribute. */
    VALUE_INVALID,
    /** Provided, with no time or none that can be read. */
    UNDATED,
    /** Provided, assigned at the cut-off or later. */
    FUTURE,
    /** Provided, for a cookie that is linked to nobody. */
    UNLINKED,
    /** Provided, for a cookie that reaches two people. */
    AMBIGUOUS,
    /** Provided, of a person who opted out. */
    OPTED_OUT,
    /** Provided, and handed on: it may fill a gap. */
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
