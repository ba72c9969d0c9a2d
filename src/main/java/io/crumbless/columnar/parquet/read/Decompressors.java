package io.crumbless.columnar.parquet.read;

import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * One decompressor per codec, shared by all pages that a thread reads, because creating one takes longer than
 * decompressing a page. Not thread-safe.
 */
public final class Decompressors implements AutoCloseable {
    private final Map<CompressionCodecName, Decompressor> made = new EnumMap<>(CompressionCodecName.class);

    Decompressor of(CompressionCodecName codec) {
        return made.computeIfAbsent(codec, Decompressor::of);
    }

    @Override
    public void close() {
        made.values().forEach(Decompressor::close);
        made.clear();
    }
}
