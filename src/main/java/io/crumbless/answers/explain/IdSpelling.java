package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import java.util.Locale;

/** Formats the exact spelling of an id, for people who must distinguish it from others. */
public final class IdSpelling {
    private IdSpelling() {}

    /** In quotation marks, with the code point of each invisible character. */
    public static String quoted(SubjectId spelling) {
        StringBuilder text = new StringBuilder("\"");
        spelling.value().codePoints().forEach(c -> {
            if (c == ' ' || Character.isLetterOrDigit(c) || (c > ' ' && c < 0x7F)) {
                text.appendCodePoint(c);
            } else {
                text.append(String.format(Locale.ROOT, "<U+%04X>", c));
            }
        });
        return text.append('"').toString();
    }
}
