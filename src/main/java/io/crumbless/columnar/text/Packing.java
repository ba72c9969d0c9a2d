package io.crumbless.columnar.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Compression and container formats of text files, recognised by their first bytes, because names are unreliable. */
public enum Packing {
    /** RFC 1952, with any number of members, as written by parallel compressors. */
    GZIP("compressed with gzip") {
        @Override
        InputStream unpacking(InputStream in) throws IOException {
            return new GzipCompressorInputStream(in, true);
        }
    },
    /** RFC 8878, any number of frames. */
    ZSTD("compressed with zstd") {
        @Override
        InputStream unpacking(InputStream in) {
            return new ZstdFrames(in);
        }
    },
    /** Any number of streams. */
    BZIP2("compressed with bzip2") {
        @Override
        InputStream unpacking(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    /** Any number of frames; not the older format without frames. */
    LZ4("compressed with lz4") {
        @Override
        InputStream unpacking(InputStream in) throws IOException {
            return new FramedLZ4CompressorInputStream(in, true);
        }
    },
    /** Records in blocks, with their schema: unpacked to JSON Lines. */
    AVRO("an Avro file") {
        @Override
        InputStream unpacking(InputStream in) throws IOException {
            return new AvroLines(in);
        }
    },
    /** An archive of exactly one file. */
    ZIP("a zip archive, or an Excel workbook") {
        @Override
        InputStream unpacking(InputStream in) {
            return new ZipOfOne(in);
        }
    };

    /** Number of first bytes needed to recognise a format. */
    static final int BYTES = 10;

    private static final Set<String> ENDINGS = Set.of("gz", "gzip", "zst", "zstd", "bz2", "lz4", "zip");

    private final String what;

    Packing(String what) {
        this.what = what;
    }

    /** Description of a file in this format, to follow "it is". */
    public String what() {
        return what;
    }

    /** The unpacked bytes. Corrupt data cause an exception, never an early end. */
    abstract InputStream unpacking(InputStream in) throws IOException;

    /** The format of a file that begins with these bytes; null if it is not packed, or in an unsupported format. */
    static @Nullable Packing of(byte[] start) {
        if (begins(start, 0, 0x1F, 0x8B)) {
            return GZIP;
        } else if (begins(start, 0, 0x28, 0xB5, 0x2F, 0xFD) || isSkippable(start)) {
            return ZSTD;
        } else if (begins(start, 0, 'B', 'Z', 'h')
                && (begins(start, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
                        || begins(start, 4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90))) {
            // The first block, or the end of an empty stream.
            return BZIP2;
        } else if (begins(start, 0, 0x04, 0x22, 0x4D, 0x18)) {
            return LZ4;
        } else if (begins(start, 0, 'O', 'b', 'j', 1)) {
            return AVRO;
        }
        // The first file, or the end of an empty archive.
        return begins(start, 0, 'P', 'K', 3, 4) || begins(start, 0, 'P', 'K', 5, 6) ? ZIP : null;
    }

    /** A frame without content; parallel compressors of zstd begin with one. */
    private static boolean isSkippable(byte[] start) {
        return start.length > 0 && (start[0] & 0xF0) == 0x50 && begins(start, 1, 0x2A, 0x4D, 0x18);
    }

    private static boolean begins(byte[] start, int at, int... mark) {
        boolean found = start.length >= at + mark.length;
        for (int i = 0; i < mark.length && found; i++) {
            found = (start[at + i] & 0xFF) == mark[i];
        }
        return found;
    }

    /** The name of a file without the suffix of the format: {@code m.csv} for {@code m.csv.gz}. Only a hint. */
    public static String unpackedName(String name) {
        int dot = name.lastIndexOf('.');
        boolean packed = dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
        return packed ? name.substring(0, dot) : name;
    }
}
