package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import java.io.Serializable;

/**
 * Partitions the table of links if no process holds all of it: all spellings of a cookie are in the same shard.
 *
 * @param count number of shards
 */
public record LinkShards(int count) implements Serializable {
    /** Destination of messages to shards. */
    @FunctionalInterface
    public interface Out {
        /** Takes a message, which is no longer changed. */
        void take(int shard, byte[] message);
    }

    int of(byte[] cookie, int from, int to) {
        return of(IdHash.ofKey(cookie, from, to));
    }

    int of(long key) {
        return (int) Long.remainderUnsigned(key, count);
    }
}
