package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Locale;
import java.util.Map;

/**
 * What is required to look up people or proofs; {@code access} of a job file.
 *
 * @param reason whether {@code --reason} must be given
 * @param fourEyes whether people can be erased and re-admitted only by requests of the register, which involve two
 *     accounts
 */
public record AccessSettings(Reason reason, FourEyes fourEyes) {
    /** A reason is optional. */
    public static final AccessSettings DEFAULTS = new AccessSettings(Reason.OPTIONAL, FourEyes.OPTIONAL);

    /** Whether a reason must be given for the use of a command. */
    public enum Reason {
        /** It is recorded if given. The default: in a small team the reason is known. */
        OPTIONAL,
        /** Nothing is shown, changed or checked without one. */
        REQUIRED
    }

    /** Whether one account alone may erase and re-admit people. */
    public enum FourEyes {
        /** It may. The default, as before there was a register. */
        OPTIONAL,
        /** It may not: another account must approve a request of the register. */
        REQUIRED
    }

    private static final Map<String, FourEyes> FOUR_EYES = Map.of(
            FourEyes.OPTIONAL.name().toLowerCase(Locale.ROOT), FourEyes.OPTIONAL,
            FourEyes.REQUIRED.name().toLowerCase(Locale.ROOT), FourEyes.REQUIRED);

    private static final Map<String, Reason> REASONS = Map.of(
            Reason.OPTIONAL.name().toLowerCase(Locale.ROOT), Reason.OPTIONAL,
            Reason.REQUIRED.name().toLowerCase(Locale.ROOT), Reason.REQUIRED);

    static AccessSettings read(YamlMapping mapping) {
        Reason reason = mapping.optionalWord("reason", REASONS).orElse(DEFAULTS.reason());
        FourEyes fourEyes = mapping.optionalWord("four-eyes", FOUR_EYES).orElse(DEFAULTS.fourEyes());
        mapping.finish();
        return new AccessSettings(reason, fourEyes);
    }
}
