package io.crumbless.kernel.profile;

import java.util.Locale;
import java.util.Optional;

/** Parses the words for yes and no, in any letter case: those that PostgreSQL accepts. */
public final class YesOrNo {
    private YesOrNo() {}

    /** Empty if the text is neither. */
    public static Optional<Boolean> of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> Optional.of(true);
            case "false", "f", "no", "n", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
