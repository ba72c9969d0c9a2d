package io.crumbless.night.plan;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.SignOffSetting;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.PolicySignOffs;
import io.crumbless.warehouse.ledger.PolicySignOffs.SignOff;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks whether the policy of a night was signed off. */
public final class PolicySignOff {
    private static final int SHOWN_DIGITS = 12;

    private PolicySignOff() {}

    /**
     * Notices about sign-offs; none if no policy was ever signed off.
     *
     * @throws Failure settings if the job requires a sign-off and there is none
     */
    public static List<String> notices(JobFile job, Policy policy, PolicySignOffs signOffs) {
        Optional<SignOff> signedOff = signOffs.of(policy.version());
        if (signedOff.isPresent()) {
            return List.of("Policy " + shown(policy) + " was signed off by "
                    + signedOff.get().by() + " on " + day(signedOff.get(), job.zone()));
        }
        String why = signOffs.isSound()
                ? "nobody signed it off"
                : "the sign-offs in the control database were changed by others, so none of them counts";
        if (job.signOff() == SignOffSetting.REQUIRED) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot run job " + job.name() + " under policy " + shown(policy) + ": " + why
                            + ", and the job file has 'policy-sign-off: required'; have it signed off with 'crumbless"
                            + " policy diff OLD NEW --job JOB --sign --by NAME'");
        }
        return signOffs.all().isEmpty() ? List.of() : List.of("Policy " + shown(policy) + " is not signed off: " + why);
    }

    private static String shown(Policy policy) {
        return policy.version().substring(0, SHOWN_DIGITS);
    }

    private static String day(SignOff signOff, ZoneId zone) {
        return DateTimeFormatter.ISO_LOCAL_DATE
                .withLocale(Locale.ROOT)
                .format(signOff.at().atZone(zone));
    }
}
