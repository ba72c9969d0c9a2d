package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.Slice;
import org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/** The dictionary of one column chunk: values by id, and their cached texts. */
final class PageDictionary {
    final Values values;
    private final int size;
    private final @Nullable String[] texts;

    private PageDictionary(Values values, int size) {
        this.values = values;
        this.size = size;
        this.texts = new @Nullable String[size];
    }

    static PageDictionary of(PrimitiveType type, PageStream.Dictionary page) {
        Slice bytes = page.values();
        int size = page.size();
        if (size < 0 || (long) size * smallestBytes(type) > bytes.length()) {
            throw new DamagedFile("a dictionary with more values than bytes");
        }
        MemoryLimit.require(size * Values.BYTES, "a dictionary of " + size + " values");
        Values values = new Values(size);
        PlainDecoders.of(type, bytes).decode(values, size);
        return new PageDictionary(values, size);
    }

    private static int smallestBytes(PrimitiveType type) {
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> throw new DamagedFile("a dictionary of booleans");
            case INT32, FLOAT, BINARY -> 4;
            case INT64, DOUBLE -> 8;
            case INT96 -> 12;
            case FIXED_LEN_BYTE_ARRAY -> Math.max(1, type.getTypeLength());
        };
    }

    int size() {
        return size;
    }

    @Nullable
    String text(int id, ValueText form) {
        String text = texts[id];
        if (text == null) {
            text = form.of(values, id);
            texts[id] = text;
        }
        return text;
    }
}
