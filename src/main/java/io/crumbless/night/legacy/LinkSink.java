package io.crumbless.night.legacy;

/** Takes identity links, in any order and from several threads. */
public sealed interface LinkSink permits LinkTableBuilder, ShardedLinks {
    /** Takes links of one source, and counts of rows that became none. */
    void add(LinkBatch batch);
}
