package io.crumbless.night.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What carries the records of a night. */
public enum EngineKind {
    /** All cores of this machine, in bounded memory; right for whatever one machine's disks hold. */
    LOCAL,

    /** A Spark application that is submitted to a cluster; for what one machine cannot hold. */
    SPARK;

    /** By what the command line and the job file call them. */
    static final Map<String, EngineKind> WORDS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EngineKind::word, kind -> kind));

    /** As the command line says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
