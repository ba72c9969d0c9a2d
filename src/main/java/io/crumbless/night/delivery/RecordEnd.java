package io.crumbless.night.delivery;

import java.util.Locale;

/** The outcome of a record from which statements are created; its statements are counted separately. */
public enum RecordEnd {
    /** Statements were created from it, or it was refused as a statement. */
    EXPANDED,
    /** It contains no answer to a mapped question. */
    EMPTY,
    /** The job file excludes it. */
    LEFT_OUT;

    /** The bin, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
