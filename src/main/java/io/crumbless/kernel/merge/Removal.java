package io.crumbless.kernel.merge;

import io.crumbless.kernel.profile.Origin;

/**
 * How many legacy values of one subject were removed. It does not contain which: no segment, no attribute, no value.
 *
 * @param source name of the legacy source in the job file
 */
public record Removal(String source, Origin origin, long values) {}
