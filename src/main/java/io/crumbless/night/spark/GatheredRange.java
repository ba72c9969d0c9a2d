package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.List;

/**
 * The result of a gather task for its range.
 *
 * @param notes its {@link io.crumbless.night.scatter.PartNotes}, as JSON
 * @param pieces one per dataset
 * @param styles in which ids are written
 * @param spellings file with the hash of each folded key, 8 bytes each
 */
record GatheredRange(int range, byte[] notes, List<Piece> pieces, long[] styles, String spellings)
        implements Serializable {}
