package io.crumbless.warehouse.dataset;

/**
 * The columns of every profile row that identify the run.
 *
 * @param asOfMicros the cut-off in microseconds since the epoch, UTC
 */
public record SnapshotStamp(String runId, String policyVersion, long asOfMicros) {}
