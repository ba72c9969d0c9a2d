package io.crumbless.night.legacy;

/** Accepts identity links in any order and from several threads. */
public sealed interface LinkSink permits LinkTableBuilder, ShardedLinks {
    /** Adds links of one source, and counts of rows that did not become links. */
    void add(LinkBatch batch);
}
