package io.crumbless.night.legacy;

/** Takes opt-outs, in any order. */
public sealed interface OptOutSink permits LinkTableBuilder, OptOutRows, OptOutIds {
    /** Takes opt-outs of legacy values of one source, and counts of its rows. */
    void add(LinkBatch batch);

    /** Takes an opt-out that is of more than legacy values. */
    void add(ScopedOptOut row);
}
