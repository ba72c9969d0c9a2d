package io.crumbless.night.job;

import java.util.Locale;

/** Whether a night requires a signed-off policy. */
public enum SignOffSetting {
    /** A missing sign-off is reported, if any policy was ever signed off. */
    REPORTED,
    /** A policy without sign-off is refused. */
    REQUIRED;

    /** The word in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
