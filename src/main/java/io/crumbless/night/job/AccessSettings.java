package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.Locale;
import java.util.Map;

/**
 * What users must do to look up people or proofs; {@code access} of a job file.
 *
 * @param reason whether {@code --reason} must be given
 * @param fourEyes whether people are erased and re-admitted by way of the register alone, which takes two accounts
 */
public record AccessSettings(Reason reason, FourEyes fourEyes) {
    /** A reason may be left out. */
    public static final AccessSettings DEFAULTS = new AccessSettings(Reason.OPTIONAL, FourEyes.OPTIONAL);

    /** Whether the use of a command must be explained. */
    public enum Reason {
        /** It is kept where it is given. The default: a small team knows why it looks. */
        OPTIONAL,
        /** Without one nothing is shown, changed or checked. */
        REQUIRED
    }

    /** Whether one account may erase and re-admit people that it names. */
    public enum FourEyes {
        /** It may. The default: so it was before there was a register. */
        OPTIONAL,
        /** It may not: another must approve a request of the register. */
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
