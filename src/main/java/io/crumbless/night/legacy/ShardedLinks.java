package io.crumbless.night.legacy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distributes links to the shards of their cookies. Used for one source by one thread; {@link #finish} must be called
 * at the end.
 */
public final class ShardedLinks implements LinkSink {
    /** Large enough for efficient messages, small enough that a thousand shards can have a buffer each. */
    static final int MESSAGE_BYTES = 1 << 15;

    private final LinkShards shards;
    private final LinkShards.Out out;
    private final List<@Nullable LinkBatch> batches = new ArrayList<>();

    public ShardedLinks(LinkShards shards, LinkShards.Out out) {
        this.shards = shards;
        this.out = out;
        for (int shard = 0; shard < shards.count(); shard++) {
            batches.add(null);
        }
    }

    @Override
    public void add(LinkBatch batch) {
        batch(0, batch.source()).count(batch);
        for (int i = 0; i < batch.size(); i++) {
            int start = batch.cookieStart(i);
            int shard = shards.of(batch.bytes(), start, start + batch.cookieLength(i));
            LinkBatch target = batch(shard, batch.source());
            target.add(batch, i);
            if (target.weight() > MESSAGE_BYTES) {
                send(shard, target);
            }
        }
    }

    private LinkBatch batch(int shard, String source) {
        LinkBatch batch = batches.get(shard);
        if (batch == null) {
            batch = new LinkBatch(source);
            batches.set(shard, batch);
        }
        return batch;
    }

    private void send(int shard, LinkBatch batch) {
        out.take(shard, LinkBatchCodec.bytes(batch));
        batch.clear();
    }

    /** Sends the remaining links. */
    public void finish() {
        for (int shard = 0; shard < batches.size(); shard++) {
            LinkBatch batch = batches.get(shard);
            if (batch != null && (batch.size() > 0 || batch.rows() > 0)) {
                send(shard, batch);
            }
        }
    }
}
