package io.crumbless.columnar.parquet.format;

/**
 * How much memory one part of a file may take, such as a decompressed page. A few bytes can claim, and with zstd expand
 * to, gigabytes of one value; a writer's pages are of about a megabyte, those of writers that make one page of a row
 * group of some hundred.
 */
public final class MemoryLimit {
    /** An eighth of the heap, since several columns are read at once; 1 GiB at most. */
    public static final long BYTES = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);

    private MemoryLimit() {}

    /**
     * @param what needs so many bytes, for the message
     * @throws UnsupportedFile if that is more than {@link #BYTES}
     */
    public static void require(long bytes, String what) {
        if (bytes > BYTES) {
            throw tooLarge(what);
        }
    }

    /**
     * An array for bytes of a file.
     * @throws UnsupportedFile where there is no memory for it; unlike an OutOfMemoryError it names the file and the
     *     column
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
