package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;

/** RLE_DICTIONARY: one byte with the width of the ids, then runs of ids. */
final class DictionaryIds implements ValueDecoder {
    private final RleBitPackedHybridReader runs;
    private final int dictionarySize;

    DictionaryIds(Slice page, int dictionarySize) {
        // A page with only nulls may be empty.
        int width = page.length() == 0 ? 0 : page.bytes()[page.start()];
        this.runs =
                new RleBitPackedHybridReader(page.bytes(), Math.min(page.start() + 1, page.end()), page.end(), width);
        this.dictionarySize = dictionarySize;
    }

    @Override
    public void skip(Values scratch, int count) {
        runs.skip(count);
    }

    @Override
    public void decode(Values out, int count) {
        runs.read(out.ids, count);
        int[] ids = out.ids;
        for (int i = 0; i < count; i++) {
            if (Integer.compareUnsigned(ids[i], dictionarySize) >= 0) {
                throw new DamagedFile("a value that is not in its dictionary");
            }
        }
    }
}
