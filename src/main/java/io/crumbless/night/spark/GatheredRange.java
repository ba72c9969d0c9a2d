package io.crumbless.night.spark;

import java.io.Serializable;
import java.util.List;

/**
 * What a task of the gather leaves of its range.
 *
 * @param notes its {@link io.crumbless.night.scatter.PartNotes}, as JSON
 * @param pieces one of each dataset
 * @param styles in which ids are written
 * @param spellings file with the hash of each id's key, 8 bytes each
 */
record GatheredRange(int range, byte[] notes, List<Piece> pieces, long[] styles, String spellings)
        implements Serializable {}
