package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Locale;
import java.util.Map;

/**
 * What is asked of whoever looks at people or proofs; {@code access} of a job file.
 *
 * @param reason whether {@code --reason} must be given
 */
public record AccessSettings(Reason reason) {
    /** A reason may be left out. */
    public static final AccessSettings DEFAULTS = new AccessSettings(Reason.OPTIONAL);

    /** Whether the use of a command must be explained. */
    public enum Reason {
        /** It is kept where it is given. The default: a small team knows why it looks. */
        OPTIONAL,
        /** Without one nothing is shown, changed or checked. */
        REQUIRED
    }

    private static final Map<String, Reason> REASONS = Map.of(
            Reason.OPTIONAL.name().toLowerCase(Locale.ROOT), Reason.OPTIONAL,
            Reason.REQUIRED.name().toLowerCase(Locale.ROOT), Reason.REQUIRED);

    static AccessSettings read(YamlMapping mapping) {
        Reason reason = mapping.optionalWord("reason", REASONS).orElse(DEFAULTS.reason());
        mapping.finish();
        return new AccessSettings(reason);
    }
}
