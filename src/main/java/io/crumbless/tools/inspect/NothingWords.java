package io.crumbless.tools.inspect;

import io.crumbless.kernel.profile.StandIn;

/** Words that programs write where there is nothing. They are no person's value and may be shown. */
final class NothingWords {
    private NothingWords() {}

    /** @param text without white space around it */
    static boolean isOne(String text) {
        return text.isEmpty() || StandIn.isOne(text);
    }
}
