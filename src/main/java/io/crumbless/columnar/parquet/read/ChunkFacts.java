package io.crumbless.columnar.parquet.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Metadata of column chunks: statistics, page index, bloom filter. */
final class ChunkFacts {
    private final Footer footer;

    ChunkFacts(Footer footer) {
        this.footer = footer;
    }

    /** Every field of the schema, groups before their fields. */
    static List<StoredField> fields(GroupType group, String above) {
        List<StoredField> fields = new ArrayList<>();
        for (Type field : group.getFields()) {
            String path = above + field.getName();
            int id = field.getId() == null ? -1 : field.getId().intValue();
            fields.add(new StoredField(path, words(field), id));
            if (!field.isPrimitive()) {
                fields.addAll(fields(field.asGroupType(), path + "."));
            }
        }
        return fields;
    }

    private static String words(Type field) {
        String physical = field.isPrimitive()
                ? field.asPrimitiveType().getPrimitiveTypeName().toString()
                : "group";
        LogicalTypeAnnotation logical = field.getLogicalTypeAnnotation();
        return field.getRepetition().toString().toLowerCase(Locale.ROOT) + " " + physical
                + (logical == null ? "" : " " + logical);
    }

    /** Names of the columns of a row group with statistics in the footer or in a page index. */
    List<String> withBounds(int rowGroup, Map<String, Leaf> leaves) throws IOException {
        List<String> found = new ArrayList<>();
        try (ChunkIndexes indexes = footer.indexes()) {
            for (Leaf leaf : leaves.values()) {
                ColumnChunkMetaData chunk = footer.chunk(rowGroup, leaf);
                if (chunk.getStatistics().hasNonNullValue() || hasPageBounds(indexes, chunk)) {
                    found.add(leaf.info().name());
                }
            }
        }
        return found;
    }

    private static boolean hasPageBounds(ChunkIndexes indexes, ColumnChunkMetaData chunk) throws IOException {
        ColumnIndex index = indexes.bounds(chunk);
        return index != null && index.getNullPages().contains(false);
    }

    boolean hasBloomFilter(int rowGroup, Leaf leaf) {
        return footer.chunk(rowGroup, leaf).getBloomFilterOffset() >= 0;
    }

    int side(int rowGroup, Leaf leaf, String text) {
        ColumnChunkMetaData chunk = footer.chunk(rowGroup, leaf);
        Statistics<?> statistics = chunk.getStatistics();
        if (!statistics.hasNonNullValue()) {
            return 0;
        }
        Binary wanted = utf8(text);
        if (compare(chunk, wanted, statistics.genericGetMin()) < 0) {
            return -1;
        }
        return compare(chunk, wanted, statistics.genericGetMax()) > 0 ? 1 : 0;
    }

    RowSpan rowsThatMayHold(ChunkIndexes indexes, int rowGroup, Leaf leaf, String text) throws IOException {
        long rows = footer.rowsIn(rowGroup);
        ColumnChunkMetaData chunk = footer.chunk(rowGroup, leaf);
        @Nullable ColumnIndex bounds = indexes.bounds(chunk);
        @Nullable OffsetIndex offsets = indexes.offsets(chunk);
        return bounds == null || offsets == null
                ? new RowSpan(0, rows)
                : span(pages(bounds, SoughtTexts.of(text)), offsets, rows);
    }

    private static RowSpan span(BitSet pages, OffsetIndex offsets, long rows) {
        if (pages.isEmpty()) {
            return new RowSpan(0, 0);
        }
        int behind = pages.length();
        return new RowSpan(
                offsets.getFirstRowIndex(pages.nextSetBit(0)),
                behind < offsets.getPageCount() ? offsets.getFirstRowIndex(behind) : rows);
    }

    /** Whether a row group may contain one of several texts. */
    boolean mayHoldAny(ChunkIndexes indexes, int rowGroup, Leaf leaf, SoughtTexts texts) throws IOException {
        ColumnChunkMetaData chunk = footer.chunk(rowGroup, leaf);
        Statistics<?> statistics = chunk.getStatistics();
        List<byte[]> within = statistics.hasNonNullValue()
                ? texts.within(ByteBuffer.wrap(statistics.getMinBytes()), ByteBuffer.wrap(statistics.getMaxBytes()))
                : texts.all();
        return !within.isEmpty() && indexes.mayHoldAny(chunk, within);
    }

    /** Indexes of the pages of a row group that may contain one of several texts; null if there is no page index. */
    @Nullable
    BitSet pagesThatMayHoldAny(int rowGroup, Leaf leaf, SoughtTexts texts) throws IOException {
        try (ChunkIndexes indexes = footer.indexes()) {
            @Nullable ColumnIndex bounds = indexes.bounds(footer.chunk(rowGroup, leaf));
            return bounds == null ? null : pages(bounds, texts);
        }
    }

    private static BitSet pages(ColumnIndex index, SoughtTexts texts) {
        PageBounds bounds = PageBounds.of(index);
        BitSet pages = new BitSet();
        for (int page = 0; page < bounds.onlyNulls().size(); page++) {
            pages.set(
                    page,
                    !bounds.onlyNulls().get(page)
                            && texts.anyWithin(
                                    bounds.smallest().get(page),
                                    bounds.largest().get(page)));
        }
        return pages;
    }

    private static Binary utf8(String text) {
        return Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int compare(ColumnChunkMetaData chunk, Binary wanted, Object bound) {
        return chunk.getPrimitiveType().<Binary>comparator().compare(wanted, (Binary) bound);
    }
}
