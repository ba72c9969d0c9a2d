package io.crumbless.columnar.parquet.format;

/**
 * The maximum memory for one part of a file, such as a decompressed page. A few bytes can claim, and with zstd expand
 * to, gigabytes; normal pages have about a megabyte, and those of writers with one page per row group a few hundred.
 */
public final class MemoryLimit {
    /** An eighth of the heap, since several columns are read at once; at most 1 GiB. */
    public static final long BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);

    private MemoryLimit() {}

    /**
     * @param what what needs the memory, for the message
     * @throws UnsupportedFile if that is more than {@link #BYTES}
     */
    public static void require(long bytes, String what) {
        if (bytes > BYTES) {
            throw tooLarge(what);
        }
    }

    /**
     * Allocates an array for bytes of a file.
     *
     * @throws UnsupportedFile if there is not enough memory; unlike an OutOfMemoryError, its message names the file and
     *     the column
     */
    public static byte[] array(int bytes, String what) {
        try {
            return new byte[bytes];
        } catch (OutOfMemoryError e) {
            throw tooLarge(what + " of " + bytes + " bytes");
        }
    }

    private static UnsupportedFile tooLarge(String what) {
        return new UnsupportedFile(what + " is not read, it needs more than there is of memory for it (" + (BYTES >> 20)
                + " MiB, an eighth of all); write the file with smaller pages, or give the program more memory");
    }
}
