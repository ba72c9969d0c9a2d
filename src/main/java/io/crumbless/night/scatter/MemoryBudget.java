package io.crumbless.night.scatter;

import io.crumbless.night.legacy.LinkTable;
import io.crumbless.process.Failure;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How the memory of the process is divided: limits for the night's tables and buffers; the rest is for reading and
 * writing columns. The result has the same bytes with any budget.
 *
 * @param bytes size of the heap
 * @param threads parts that are processed concurrently
 */
public record MemoryBudget(long bytes, int threads) {
    private static final int LEAST_SORT_BYTES = 8 << 20;
    private static final int MOST_SORT_BYTES = 128 << 20;
    private static final double LINKS_SHARE = 0.6;
    private static final double GIB = 1L << 30;
    private static final double REST_OF_JAVA = 1.25;
    private static final double LEAST_REST_BYTES = 256 << 20;
    /** A third of the young generation that the launcher gives each processor. */
    private static final double SURVIVORS_BYTES = 100 << 20;

    /** @param asked as requested by the user; never more than the process has */
    public static MemoryBudget of(OptionalLong asked, int threads) {
        long heap = Runtime.getRuntime().maxMemory();
        return new MemoryBudget(Math.min(asked.orElse(heap), heap), threads);
    }

    /** Memory for sorting one part; if it has more, it writes several sorted files. */
    public int sortBytes() {
        return (int) Math.max(LEAST_SORT_BYTES, Math.min(MOST_SORT_BYTES, bytes / 8 / threads));
    }

    /**
     * The table of cookies is accessed at random, so all of it must be in memory.
     *
     * @throws Failure environment where that many do not fit
     */
    void requireLinks(long links) {
        requireLinks(
                links, String.format(Locale.ROOT, "run with --memory %dg, or split the job by brand or region", (long)
                        Math.ceil(processMemory(LinkTable.bytesFor(links) / LINKS_SHARE) / GIB)));
    }

    /**
     * As {@link #requireLinks(long)}, with what to do about it.
     *
     * @param remedy what to do about it
     */
    private void requireLinks(long links, String remedy) {
        long needed = LinkTable.bytesFor(links);
        if (needed > bytes * LINKS_SHARE) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    String.format(
                                    Locale.ROOT,
                                    "Cannot hold %,d identity links: they take %.1f GiB of memory, and %.1f GiB are there for"
                                            + " them; ",
                                    links,
                                    needed / GIB,
                                    bytes * LINKS_SHARE / GIB)
                            + remedy);
        }
    }

    /**
     * The value of {@code --memory} for which Java has so many bytes for objects. The launcher reserves a fifth, or 256
     * MiB if that is more, for the rest of Java, and one survivor space per processor is empty.
     */
    private double processMemory(double heapBytes) {
        double heap = heapBytes + threads * SURVIVORS_BYTES;
        return Math.max(heap * REST_OF_JAVA, heap + LEAST_REST_BYTES);
    }
}
