package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Value;

/**
 * A legacy value the person once typed in, from a source the policy accepts for this attribute. It may fill a gap until
 * its sunset, and only where the person has made no statement of the attribute.
 *
 * @param source name of the legacy source in the job file
 * @param rule name of the provenance rule that recognised it
 * @param attribute position in the catalogue
 * @param assignedAtMicros when it was typed in: microseconds since the epoch, UTC
 */
public record ProvidedValue(String source, String rule, int attribute, Value value, long assignedAtMicros) {}
