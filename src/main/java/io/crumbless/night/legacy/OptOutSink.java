package io.crumbless.night.legacy;

/** Receives opt-outs, in any order. */
public sealed interface OptOutSink permits LinkTableBuilder, OptOutRows, OptOutIds {
    /** Takes the opt-outs of one source that cover legacy values, and its row counts. */
    void add(LinkBatch batch);

    /** Takes an opt-out that covers more than legacy values. */
    void add(ScopedOptOut row);
}
