package io.crumbless.warehouse.dataset;

/**
 * What every profile row of a snapshot says of the run that wrote it.
 *
 * @param asOfMicros the cut-off in microseconds since the epoch, UTC
 */
public record SnapshotStamp(String runId, String policyVersion, long asOfMicros) {}
