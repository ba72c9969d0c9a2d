package io.crumbless.night.job;

import java.util.Locale;

/** What a night asks of its policy. */
public enum SignOffSetting {
    /** It says whether somebody signed it off, where anybody ever signed off one. */
    REPORTED,
    /** It runs under none that nobody signed off. */
    REQUIRED;

    /** The word in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
