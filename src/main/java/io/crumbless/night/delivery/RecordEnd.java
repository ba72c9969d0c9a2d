package io.crumbless.night.delivery;

import java.util.Locale;

/** Where a record ended of which statements are made; its statements are counted by themselves. */
public enum RecordEnd {
    /** Statements were made of it, or it was refused as one. */
    EXPANDED,
    /** It answers nothing that is asked for. */
    EMPTY,
    /** The job file says that it does not count. */
    LEFT_OUT;

    /** The bin, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
