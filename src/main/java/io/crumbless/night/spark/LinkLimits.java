package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkShards;
import io.crumbless.night.legacy.LinkTable;
import org.apache.spark.SparkConf;

/**
 * How many links every process holds.
 *
 * @param broadcastBytes of the largest table that is sent to every process; a larger one is cut into shards and joined in a shuffle
 * @param linksPerShard how many links a shard has at most, about
 */
record LinkLimits(long broadcastBytes, long linksPerShard) {
    /** Setting of Spark: size of the largest table that is sent to every process, as "512m". */
    static final String BROADCAST = "spark.crumbless.links-broadcast";

    /** A table of it takes 80 MB while it is built. */
    static final long LINKS_PER_SHARD = 1_000_000;

    /** Of the smaller of two heaps; beside the table lies the written form in which it was sent. */
    private static final double BROADCAST_SHARE = 0.3;

    private static final int MOST_SHARDS = 4096;
    private static final String SPARKS_DEFAULT = "1g";

    /** As the settings of the application say, or what its memory allows. */
    static LinkLimits of(SparkConf conf) {
        if (conf.contains(BROADCAST)) {
            return new LinkLimits(conf.getSizeAsBytes(BROADCAST), LINKS_PER_SHARD);
        }
        long driver = Runtime.getRuntime().maxMemory();
        boolean isLocal = conf.get("spark.master", "").startsWith("local");
        long executor = isLocal ? driver : conf.getSizeAsBytes("spark.executor.memory", SPARKS_DEFAULT);
        return new LinkLimits((long) (Math.min(driver, executor) * BROADCAST_SHARE), LINKS_PER_SHARD);
    }

    /** Those of each of several tables that are held at the same time. */
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
