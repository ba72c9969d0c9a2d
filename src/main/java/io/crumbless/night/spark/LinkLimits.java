package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkShards;
import io.crumbless.night.legacy.LinkTable;
import org.apache.spark.SparkConf;

/**
 * Limits of links in the memory of each process.
 *
 * @param broadcastBytes maximum size of a table that is broadcast; a larger one is split into shards and joined by a
 *     shuffle
 * @param linksPerShard approximate maximum number of links in a shard
 */
record LinkLimits(long broadcastBytes, long linksPerShard) {
    /** Setting of Spark: maximum size of a table that is broadcast, as "512m". */
    static final String BROADCAST = "spark.crumbless.links-broadcast";

    /** Such a table takes 80 MB while it is built. */
    static final long LINKS_PER_SHARD = 1_000_000;

    /** Share of the smaller of two heaps; the serialised table needs memory as well. */
    private static final double BROADCAST_SHARE = 0.3;

    private static final int MOST_SHARDS = 4096;
    private static final String SPARKS_DEFAULT = "1g";

    /** From the settings of the application, or what its memory allows. */
    static LinkLimits of(SparkConf conf) {
        if (conf.contains(BROADCAST)) {
            return new LinkLimits(conf.getSizeAsBytes(BROADCAST), LINKS_PER_SHARD);
        }
        long driver = Runtime.getRuntime().maxMemory();
        boolean isLocal = conf.get("spark.master", "").startsWith("local");
        long executor = isLocal ? driver : conf.getSizeAsBytes("spark.executor.memory", SPARKS_DEFAULT);
        return new LinkLimits((long) (Math.min(driver, executor) * BROADCAST_SHARE), LINKS_PER_SHARD);
    }

    /** The limits for each of several tables in memory at the same time. */
    LinkLimits shared(int tables) {
        return new LinkLimits(broadcastBytes / tables, linksPerShard);
    }

    boolean areBroadcast(long links) {
        return LinkTable.bytesFor(links) <= broadcastBytes;
    }

    LinkShards shards(long links) {
        return new LinkShards((int) Math.max(1, Math.min(MOST_SHARDS, (links + linksPerShard - 1) / linksPerShard)));
    }
}
