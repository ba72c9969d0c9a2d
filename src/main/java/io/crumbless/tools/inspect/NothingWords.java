package io.crumbless.tools.inspect;

import io.crumbless.kernel.profile.StandIn;
import java.util.Set;

/** Words that programs write for null. They are not personal and may be displayed. */
final class NothingWords {
    /** Words written by people and statistics software, in addition to those of all programs. */
    private static final Set<String> ALSO = Set.of("-", "--", "NA");

    /** Words for null in unquoted CSV fields. */
    static final Set<String> OF_EVERY_CSV = Set.of("NULL", "\\N", "''");

    private NothingWords() {}

    /** @param text text without surrounding white space */
    static boolean isOne(String text) {
        return text.isEmpty() || ALSO.contains(text) || StandIn.isOne(text);
    }
}
