package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.BloomHashes;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.parquet.format.ZstdFrame;
import io.crumbless.columnar.parquet.read.PageBounds;
import io.crumbless.columnar.parquet.read.PageStream;
import io.crumbless.columnar.parquet.read.StoredTexts;
import io.crumbless.columnar.parquet.rewrite.ChunkAssembly.PageFacts;
import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.parquet.write.PartWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Removes rows from one column chunk, page by page. A page without removed rows is copied; if the removed rows have no
 * value in a page, only its levels are cut; otherwise levels and values are cut in their encoding, so that no value is
 * decoded, hashed or looked up again. A page with one frame is compressed again as one; if levels have a frame of their
 * own, the page keeps two, and values that do not change are not compressed again. Dictionary entries that only removed
 * rows used are emptied, because they are personal data of the removed people.
 *
 * <p>Supports the pages that {@link PartWriter} writes: version 1, PLAIN or dictionary, zstd. Not thread-safe.
 */
final class ChunkRemoval {
    private final ColumnDescriptor column;
    private final PrimitiveTypeName physical;
    private final int definedLevel;
    private final PageStream pages;
    private final ChunkAssembly out;
    private final LevelCuts levelCuts;
    private final @Nullable PageBounds bounds;
    private final @Nullable BloomHashes bloom;
    private final ValueCut valueCut;

    private final Bytes values;
    private int[] ids = new int[0];

    private @Nullable DictionaryEntries dictionary;
    private PageStream.@Nullable Stored storedDictionary;

    /** Dictionary ids of remaining and of removed rows; a page whose values are copied is decoded only if necessary. */
    private final BitSet used = new BitSet();

    private final BitSet gone = new BitSet();
    private final List<PageStream.Stored> unopened = new ArrayList<>();
    private boolean dictionaryUsed;

    /**
     * The output for pages.
     *
     * @param values reusable memory for the values of a page
     * @param bloom collects the remaining values, for a column with a bloom filter
     */
    record Target(
            ChunkAssembly chunk,
            LevelCuts levelCuts,
            Bytes values,
            @Nullable BloomHashes bloom) {}

    /**
     * Rows to remove from a page.
     *
     * @param index index of the page in its chunk
     * @param firstRow index of the page's first row in the row group
     * @param rows number of rows in the page
     * @param gone removed rows, sorted, as indexes in the row group
     */
    private record Cut(PageStream.Stored stored, int index, long firstRow, int rows, int[] gone) {
        int rowsLeft() {
            return rows - gone.length;
        }
    }

    /** @param bounds statistics of each page; null for a column without */
    ChunkRemoval(ColumnDescriptor column, PageStream pages, @Nullable ColumnIndex bounds, Target target) {
        this.column = column;
        this.physical = column.getPrimitiveType().getPrimitiveTypeName();
        this.definedLevel = column.getMaxDefinitionLevel();
        this.pages = pages;
        this.bounds = bounds == null ? null : PageBounds.of(bounds);
        this.out = target.chunk();
        this.values = target.values();
        this.levelCuts = target.levelCuts();
        this.bloom = target.bloom();
        this.valueCut = new ValueCut(physical, bounds != null, bloom);
    }

    /**
     * Writes the remaining rows.
     *
     * @param rows rows of the row group to remove, sorted
     * @param rowsInGroup number of rows before
     */
    void run(int[] rows, long rowsInGroup, OffsetIndex offsets) throws IOException {
        PageStream.Dictionary stored = pages.dictionary();
        dictionary = stored == null ? null : new DictionaryEntries(physical, stored.values(), stored.size());
        storedDictionary = stored == null ? null : stored.stored();
        int next = 0;
        int page = 0;
        for (PageStream.Stored one = pages.nextStored(); one != null; one = pages.nextStored(), page++) {
            long first = offsets.getFirstRowIndex(page);
            long end = page + 1 < offsets.getPageCount() ? offsets.getFirstRowIndex(page + 1) : rowsInGroup;
            int from = next;
            while (next < rows.length && rows[next] < end) {
                next++;
            }
            if (from == next) {
                pass(one, (int) (end - first), page);
            } else {
                cut(new Cut(one, page, first, (int) (end - first), Arrays.copyOfRange(rows, from, next)));
            }
        }
        finishDictionary();
    }

    /** Copies a page. */
    private void pass(PageStream.Stored page, int rows, int index) throws IOException {
        Encoding encoding = page.rewritableEncoding();
        if (bloom != null) {
            addToBloom(bloom, encoding, pages.open(page).values());
        }
        leaveUnopened(page, encoding);
        out.add(page, new PageFacts(entries(page), rows, storedBounds(index, 0), encoding));
    }

    private void leaveUnopened(PageStream.Stored page, Encoding encoding) {
        if (encoding == Encoding.RLE_DICTIONARY) {
            dictionaryUsed = true;
            unopened.add(page);
        }
    }

    private static int entries(PageStream.Stored page) {
        return page.head().values();
    }

    /** @param fewer number of removed nulls */
    private @Nullable Statistics<?> storedBounds(int page, int fewer) {
        if (bounds == null) {
            return null;
        }
        Statistics.Builder statistics = Statistics.getBuilderForReading(column.getPrimitiveType());
        if (!bounds.onlyNulls().get(page)) {
            statistics.withMin(bytes(bounds.smallest().get(page)));
            statistics.withMax(bytes(bounds.largest().get(page)));
        }
        return statistics.withNumNulls(bounds.nulls().get(page) - fewer).build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Writes a page without some of its rows, with one frame or split as before. */
    private void cut(Cut cut) throws IOException {
        Slice body = cut.stored.body();
        int split = ZstdFrame.endOfFirst(body);
        if (split == body.end()) {
            cutWhole(cut);
        } else {
            cutSplit(cut, body, split);
        }
    }

    /** @param split start of the frame of the values */
    private void cutSplit(Cut cut, Slice body, int split) throws IOException {
        LevelCut levels = cutLevels(cut, new Slice(body.bytes(), body.start(), split));
        if (levels.entries().total() == 0) {
            noteIds(cut.stored, gone);
        } else if (levels.values() != null) {
            Slice stored = pages.openValues(cut.stored, body.from(split), levels.sizeBefore());
            PageFacts facts = cutValues(cut, levels, levels.values(), stored);
            out.addSplit(levels.frame(), levels.levels().length, values, facts);
        } else {
            if (bloom != null) {
                Slice stored = pages.openValues(cut.stored, body.from(split), levels.sizeBefore());
                addToBloom(bloom, cut.stored.rewritableEncoding(), stored);
            }
            int size = cut.stored.head().size() - levels.sizeBefore() + levels.levels().length;
            out.addSplit(levels.frame(), body.from(split), size, factsOfKept(cut, levels));
        }
    }

    private LevelCut cutLevels(Cut cut, Slice frame) throws IOException {
        LevelCuts.Place place = place(cut, PageLayout.SPLIT);
        LevelCut known = levelCuts.known(frame, place);
        return known != null ? known : cutLevels(pages.openLevels(cut.stored, frame), frame, place, cut);
    }

    private LevelCut cutLevels(PageStream.Page page, Cut cut) {
        LevelCuts.Place place = place(cut, PageLayout.ONE_FRAME);
        Slice values = page.values();
        Slice levels = new Slice(values.bytes(), values.start() - page.levels().size(), values.start());
        LevelCut known = levelCuts.known(levels, place);
        return known != null ? known : cutLevels(page.levels(), levels, place, cut);
    }

    private LevelCut cutLevels(PageStream.Levels levels, Slice stored, LevelCuts.Place place, Cut cut) {
        LevelCut made = levelCuts.cut(levels, place, cut.gone);
        levelCuts.remember(stored, place, made);
        return made;
    }

    private LevelCuts.Place place(Cut cut, PageLayout layout) {
        return new LevelCuts.Place(
                cut.firstRow, entries(cut.stored), definedLevel, column.getMaxRepetitionLevel(), layout);
    }

    private void cutWhole(Cut cut) throws IOException {
        PageStream.Page page = pages.open(cut.stored);
        LevelCut levels = cutLevels(page, cut);
        if (levels.entries().total() == 0) {
            noteIds(cut.stored, gone);
        } else if (levels.values() != null) {
            PageFacts facts = cutValues(cut, levels, levels.values(), page.values());
            out.addWhole(levels.levels(), new Slice(values.array(), 0, values.length()), facts);
        } else {
            if (bloom != null) {
                addToBloom(bloom, page.encoding(), page.values());
            }
            out.addWhole(levels.levels(), page.values(), factsOfKept(cut, levels));
        }
    }

    /** For a page in which the removed rows have no value. */
    private PageFacts factsOfKept(Cut cut, LevelCut levels) {
        int left = levels.entries().total();
        Encoding encoding = cut.stored.rewritableEncoding();
        leaveUnopened(cut.stored, encoding);
        Statistics<?> kept = storedBounds(cut.index, entries(cut.stored) - left);
        return new PageFacts(left, cut.rowsLeft(), kept, encoding);
    }

    /** Fills {@link #values} with the remaining values. */
    private PageFacts cutValues(Cut cut, LevelCut levels, RemainingValues pieces, Slice stored) {
        int left = levels.entries().total();
        KeptBounds kept = new KeptBounds(physical);
        values.clear();
        Encoding encoding = Encoding.PLAIN;
        if (cut.stored.rewritableEncoding() == Encoding.RLE_DICTIONARY) {
            encoding = cutIds(stored, pieces, kept);
        } else if (pieces.stay().total() > 0) {
            valueCut.copy(stored, pieces, values, kept);
        }
        Statistics<?> found = bounds == null
                ? null
                : kept.statistics(column, left - pieces.stay().total());
        return new PageFacts(left, cut.rowsLeft(), found, encoding);
    }

    private Encoding cutIds(Slice stored, RemainingValues pieces, KeptBounds kept) {
        DictionaryEntries entries = dictionary();
        readIds(stored, pieces.all());
        Ranges stay = pieces.stay();
        BitSet here = new BitSet(entries.size());
        int at = 0;
        for (int range = 0; range < stay.size(); range++) {
            for (; at < stay.from(range); at++) {
                gone.set(ids[at]);
            }
            for (; at < stay.to(range); at++) {
                here.set(ids[at]);
            }
        }
        for (; at < pieces.all(); at++) {
            gone.set(ids[at]);
        }
        used.or(here);
        if (stay.total() == 0) {
            return Encoding.PLAIN;
        }
        dictionaryUsed = true;
        here.stream().forEach(id -> entries.includeIn(kept, id));
        int width = stored.bytes()[stored.start()];
        values.addByte(width);
        RleBitPackedHybridCut.copy(stored.from(stored.start() + 1), width, stay, pieces.all(), values);
        return Encoding.RLE_DICTIONARY;
    }

    private DictionaryEntries dictionary() {
        if (dictionary == null) {
            throw new DamagedFile("a page needs a dictionary, but there is none");
        }
        return dictionary;
    }

    private void readIds(Slice stored, int count) {
        ids = ids.length >= count ? ids : new int[count];
        if (count > 0) {
            int width = stored.bytes()[stored.start()];
            new RleBitPackedHybridReader(stored.bytes(), stored.start() + 1, stored.end(), width).read(ids, count);
            for (int i = 0; i < count; i++) {
                if (ids[i] < 0 || ids[i] >= dictionary().size()) {
                    throw new DamagedFile("a value that is not in the dictionary");
                }
            }
        }
    }

    private void noteIds(PageStream.Stored stored, BitSet noted) throws IOException {
        if (stored.rewritableEncoding() != Encoding.RLE_DICTIONARY) {
            return;
        }
        PageStream.Page page = pages.open(stored);
        int count = LevelCuts.values(page.levels().definitions(), page.valueCount(), definedLevel);
        readIds(page.values(), count);
        for (int i = 0; i < count; i++) {
            noted.set(ids[i]);
        }
    }

    /** Adds the values of a copied page to the bloom filter. */
    private static void addToBloom(BloomHashes bloom, Encoding encoding, Slice values) {
        if (encoding != Encoding.PLAIN) {
            throw new UnsupportedFile("a column with both a bloom filter and a dictionary is not rewritten");
        }
        StoredTexts.show(values, bloom::add);
    }

    private void finishDictionary() throws IOException {
        DictionaryEntries entries = dictionary;
        if (entries == null || !dictionaryUsed) {
            return;
        }
        gone.andNot(used);
        for (int i = 0; i < unopened.size() && !gone.isEmpty(); i++) {
            noteIds(unopened.get(i), used);
            gone.andNot(used);
        }
        if (gone.isEmpty() && storedDictionary != null) {
            out.setDictionary(storedDictionary);
        } else {
            out.setDictionary(entries.without(gone), entries.size());
        }
    }
}
