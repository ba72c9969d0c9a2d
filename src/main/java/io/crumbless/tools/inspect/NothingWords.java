package io.crumbless.tools.inspect;

import io.crumbless.kernel.profile.StandIn;
import java.util.Set;

/** Words that programs write where there is nothing. They are no person's value and may be shown. */
final class NothingWords {
    /** Beside the words of every program, what people and statistics write. */
    private static final Set<String> ALSO = Set.of("-", "--", "NA");

    /** What CSV has for nothing, outside of quotes. */
    static final Set<String> OF_EVERY_CSV = Set.of("NULL", "\\N", "''");

    private NothingWords() {}

    /** @param text without white space around it */
    static boolean isOne(String text) {
        return text.isEmpty() || ALSO.contains(text) || StandIn.isOne(text);
    }
}
