package io.crumbless.night.legacy;

import java.util.Set;

/**
 * A column the job file maps.
 *
 * @param key in the job file: {@code cookie-id}
 * @param name in the source
 */
record WantedColumn(String key, String name) {
    /** Key of the columns of a wide source that count, each of which may be optional by its own name. */
    static final String VALUES = "values";

    /** Key of the columns that say which rows count; the same. */
    static final String WHERE = "where";

    private static final Set<String> MAY_BE_OPTIONAL =
            Set.of("value", "score", "source-system", "collected-by", "assigned-at", "linked-at", VALUES, WHERE);

    /** Whether a row says something without it. */
    boolean mayBeOptional() {
        return MAY_BE_OPTIONAL.contains(key);
    }

    /** What the job file calls it where it is optional. */
    String optionalAs() {
        return key.equals(VALUES) || key.equals(WHERE) ? name : key;
    }
}
