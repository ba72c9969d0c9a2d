package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.storage.LittleEndian;
import java.util.BitSet;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The values of a stored dictionary, in encoded form. */
final class DictionaryEntries {
    private final PrimitiveTypeName physical;
    private final Slice values;
    private final int[] offsets;

    DictionaryEntries(PrimitiveTypeName physical, Slice values, int size) {
        this.physical = physical;
        this.values = values;
        if (size < 0 || size > values.length()) {
            throw new DamagedFile("a dictionary with more values than bytes");
        }
        this.offsets = new int[size + 1];
        int at = values.start();
        for (int i = 0; i < size; i++) {
            offsets[i] = at;
            at = switch (physical) {
                case BINARY -> values.behindText(at);
                case INT32 -> at + 4;
                case INT64 -> at + 8;
                case BOOLEAN, INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                    throw new UnsupportedFile("a dictionary of " + physical + " is not rewritten");
            };
        }
        offsets[size] = at;
        values.from(at);
    }

    int size() {
        return offsets.length - 1;
    }

    void includeIn(KeptBounds bounds, int id) {
        switch (physical) {
            case BINARY -> bounds.include(values.bytes(), offsets[id] + 4, offsets[id + 1]);
            case INT32 -> bounds.include(LittleEndian.intAt(values.bytes(), offsets[id]));
            default -> bounds.include(LittleEndian.longAt(values.bytes(), offsets[id]));
        }
    }

    /** All entries under their ids, some of them emptied; the remaining values do not refer to those. */
    Bytes without(BitSet emptied) {
        Bytes out = new Bytes(values.length() + 8);
        for (int id = 0; id < size(); id++) {
            if (!emptied.get(id)) {
                out.add(values.bytes(), offsets[id], offsets[id + 1] - offsets[id]);
            } else if (physical == PrimitiveTypeName.INT64) {
                out.addLong(0);
            } else {
                // An empty text, or the number 0.
                out.addInt(0);
            }
        }
        return out;
    }
}
