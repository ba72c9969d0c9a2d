package io.crumbless.columnar.parquet.read;

import java.util.EnumMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** One decompressor for each codec, for all pages that somebody reads: to make one takes longer than a page does. For one thread. */
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
