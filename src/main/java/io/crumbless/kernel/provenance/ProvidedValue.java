package io.crumbless.kernel.provenance;

import io.crumbless.kernel.profile.Value;

/**
 * A legacy value that the person once typed in, from a source that the policy accepts for this attribute. It may fill a
 * gap until its sunset, if the person has made no statement about the attribute.
 *
 * @param source name of the legacy source in the job file
 * @param rule name of the provenance rule that recognised it
 * @param attribute index in the catalogue
 * @param assignedAtMicros when it was typed in: microseconds since the epoch, UTC
 */
public record ProvidedValue(String source, String rule, int attribute, Value value, long assignedAtMicros) {}
