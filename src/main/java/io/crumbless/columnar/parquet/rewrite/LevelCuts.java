package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.FrameCompressor;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.read.PageStream;
import io.crumbless.columnar.parquet.write.ContentCache;
import io.crumbless.columnar.parquet.write.PageLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Removes rows from the levels of pages. Leaves of a struct mostly have equal levels, so the result for one is reused
 * for the others of the row group. Not thread-safe.
 */
final class LevelCuts {
    private static final byte[] NO_BYTES = new byte[0];

    private final FrameCompressor frames;
    private final Map<Place, ContentCache<LevelCut>> made = new HashMap<>();
    private final Bytes body = new Bytes(1 << 12);

    /**
     * The parameters of a cut, besides the levels and the removed rows.
     *
     * @param firstRow index of the page's first row in the row group
     * @param entries number of entries of the page
     * @param defined definition level of a value
     * @param deepest repetition level of a further item; 0 for a column without lists
     * @param layout of the page, before and after the cut
     */
    record Place(long firstRow, int entries, int defined, int deepest, PageLayout layout) {}

    LevelCuts(FrameCompressor frames) {
        this.frames = frames;
    }

    /**
     * The earlier result for the same levels; null if there is none.
     *
     * @param stored their frame, or the levels themselves if they have no frame of their own
     */
    @Nullable
    LevelCut known(Slice stored, Place place) {
        ContentCache<LevelCut> here = made.get(place);
        return here == null ? null : here.get(stored.bytes(), stored.start(), stored.length());
    }

    /** @param stored as in {@link #known} */
    void remember(Slice stored, Place place, LevelCut cut) {
        made.computeIfAbsent(place, unknown -> new ContentCache<>())
                .put(stored.bytes(), stored.start(), stored.length(), cut);
    }

    /** @param rows rows of the page to remove, sorted, as indexes in the row group */
    LevelCut cut(PageStream.Levels levels, Place place, int[] rows) {
        RleBitPackedHybridReader lists = place.deepest > 0 ? runs(levels.repetitions(), place.deepest) : null;
        Ranges entries = RemainingValues.entries(rows, place.firstRow, lists, place.entries);
        body.clear();
        add(levels.repetitions(), place.deepest, entries, place);
        int valuesGone = add(levels.definitions(), place.defined, entries, place);
        RemainingValues values = null;
        if (place.defined == 0) {
            values = new RemainingValues(entries, place.entries);
        } else if (valuesGone > 0) {
            values = RemainingValues.of(
                    entries, runs(levels.definitions(), place.defined), place.defined, place.entries);
        }
        byte[] left = Arrays.copyOf(body.array(), body.length());
        byte[] frame = place.layout == PageLayout.SPLIT ? frames.frame(body) : NO_BYTES;
        return new LevelCut(entries, values, left, frame, levels.size());
    }

    /**
     * Appends the remaining levels, preceded by their length.
     *
     * @return how many of the removed ones are {@code most}
     */
    private int add(Slice levels, int most, Ranges stay, Place place) {
        if (most == 0) {
            return 0;
        }
        int start = body.length();
        body.addInt(0);
        int gone = RleBitPackedHybridCut.copy(levels, bitsFor(most), stay, place.entries, body, most);
        body.putInt(start, body.length() - start - Integer.BYTES);
        return gone;
    }

    /** How many of the levels are those of values. */
    static int values(Slice definitions, int entries, int defined) {
        return defined == 0 ? entries : runs(definitions, defined).skipLevels(entries, defined);
    }

    private static RleBitPackedHybridReader runs(Slice levels, int most) {
        return new RleBitPackedHybridReader(levels.bytes(), levels.start(), levels.end(), bitsFor(most));
    }

    private static int bitsFor(int most) {
        return 32 - Integer.numberOfLeadingZeros(most);
    }

    /** Clears the cache; must be called when a row group ends. */
    void endRowGroup() {
        made.clear();
    }
}
