package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.storage.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * RLE: four bytes of length, little-endian, then runs of booleans. parquet-java allocates memory for the claimed length
 * of a run.
 */
final class RleBooleanDecoder implements ValueDecoder {
    private static final int LENGTH_BYTES = 4;

    private final RleBitPackedHybridReader runs;
    private int[] bits = new int[ChunkPages.BATCH];

    private RleBooleanDecoder(RleBitPackedHybridReader runs) {
        this.runs = runs;
    }

    /** @throws DamagedFile if the values are not booleans or exceed their page */
    static RleBooleanDecoder of(PrimitiveType type, Slice page) {
        if (type.getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN) {
            throw new DamagedFile("values encoded as RLE that are no booleans");
        }
        // A page with only nulls may be empty.
        int start = Math.min(page.start() + LENGTH_BYTES, page.end());
        int length = page.length() < LENGTH_BYTES ? 0 : LittleEndian.intAt(page.bytes(), page.start());
        if (length < 0 || length > page.end() - start) {
            throw new DamagedFile("runs longer than their page");
        }
        return new RleBooleanDecoder(new RleBitPackedHybridReader(page.bytes(), start, start + length, 1));
    }

    @Override
    public void decode(Values out, int count) {
        Arrays.fill(out.ids, 0, count, -1);
        bits = bits.length < count ? new int[count] : bits;
        runs.read(bits, count);
        for (int i = 0; i < count; i++) {
            out.numbers[i] = bits[i];
        }
    }

    @Override
    public void skip(Values scratch, int count) {
        runs.skip(count);
    }
}
