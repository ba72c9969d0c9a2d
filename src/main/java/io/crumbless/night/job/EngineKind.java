package io.crumbless.night.job;

import java.util.Locale;

/** What carries the records of a night. */
public enum EngineKind {
    /** All cores of this machine, in bounded memory; right for whatever one machine's disks hold. */
    LOCAL;

    /** As the command line says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
