package io.crumbless.night.scatter;

import io.crumbless.night.legacy.LinkTable;
import io.crumbless.process.Failure;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the night's own tables and buffers may take of the memory the process was given; the rest is for reading and
 * writing columns. The result is the same bytes with any budget.
 *
 * @param bytes of the heap
 * @param threads parts that are worked on at the same time
 */
public record MemoryBudget(long bytes, int threads) {
    private static final int LEAST_SORT_BYTES = 8 << 20;
    private static final int MOST_SORT_BYTES = 128 << 20;
    private static final double LINKS_SHARE = 0.6;
    private static final double GIB = 1L << 30;
    private static final double REST_OF_JAVA = 1.25;
    private static final double LEAST_REST_BYTES = 256 << 20;
    /** A third of what the launcher lets each processor have of the young generation. */
    private static final double SURVIVORS_BYTES = 100 << 20;

    /** @param asked as the user said; never more than the process has */
    public static MemoryBudget of(OptionalLong asked, int threads) {
        long heap = Runtime.getRuntime().maxMemory();
        return new MemoryBudget(Math.min(asked.orElse(heap), heap), threads);
    }

    /** What one part may sort in; where it has more, it leaves several sorted files. */
    public int sortBytes() {
        return (int) Math.max(LEAST_SORT_BYTES, Math.min(MOST_SORT_BYTES, bytes / 8 / threads));
    }

    /**
     * The table of cookies is looked up at random, so it is held whole.
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
     * What {@code --memory} must say for Java to have so many bytes for objects, as the launcher divides it: a fifth, or 256 MiB
     * where that is more, is for the rest of Java, and of the heap one space of survivors lies empty for each processor.
     */
    private double processMemory(double heapBytes) {
        double heap = heapBytes + threads * SURVIVORS_BYTES;
        return Math.max(heap * REST_OF_JAVA, heap + LEAST_REST_BYTES);
    }
}
