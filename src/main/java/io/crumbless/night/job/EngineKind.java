package io.crumbless.night.job;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The engine that processes the records of a night. */
public enum EngineKind {
    /** All cores of this machine, with bounded memory; sufficient for data that fit on the disks of one machine. */
    LOCAL,

    /** A Spark application submitted to a cluster; for data that do not. */
    SPARK;

    /** By their words on the command line and in job files. */
    static final Map<String, EngineKind> WORDS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EngineKind::word, kind -> kind));

    /** The word on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
