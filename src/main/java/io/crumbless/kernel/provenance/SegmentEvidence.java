package io.crumbless.kernel.provenance;

import org.jspecify.annotations.Nullable;

/**
 * The evidence about one kind of legacy values.
 *
 * @param segment id, for memberships; null for columns
 * @param column name, for wide and tall sources; null for memberships
 * @param collectedBy collection method as delivered; null if the source has none
 * @param scored whether the value has a score
 */
record SegmentEvidence(
        String source,
        @Nullable String segment,
        @Nullable String column,
        @Nullable String collectedBy,
        boolean scored) {}
