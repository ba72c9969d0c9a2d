package io.crumbless.kernel.policy;

import java.util.List;

/** The files of a policy folder. It must contain all of them, and no others except a README. */
public final class PolicyFileNames {
    public static final String ATTRIBUTES = "attributes.yaml";
    public static final String PURPOSES = "purposes.yaml";
    public static final String PROVENANCE = "provenance.yaml";
    public static final String SEGMENTS = "segments.csv";
    public static final String ADMISSION = "admission.yaml";
    public static final String JURISDICTIONS = "jurisdictions.yaml";

    public static final List<String> NAMES =
            List.of(ATTRIBUTES, PURPOSES, PROVENANCE, SEGMENTS, ADMISSION, JURISDICTIONS);

    private PolicyFileNames() {}
}
