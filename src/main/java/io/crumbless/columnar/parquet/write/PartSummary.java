package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.storage.Location;

/**
 * A finished part file.
 *
 * @param sha256 of the entire file, 64 lower-case hexadecimal digits
 */
public record PartSummary(Location location, long rows, long bytes, int rowGroups, String sha256) {}
