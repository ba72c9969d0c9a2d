package io.crumbless.night.legacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Asks the shards which subjects the cookies of some rows reach. Each cookie is asked for once, however many rows name
 * it. Not thread-safe.
 */
public final class CookieQuestions {
    private static final byte[] NOTHING = {};

    private final LinkShards shards;
    private final LinkShards.Out out;
    private final SubjectArena asked = new SubjectArena(Fingerprint.random());
    private final List<LinkBatch> batches = new ArrayList<>();

    public CookieQuestions(LinkShards shards, LinkShards.Out out) {
        this.shards = shards;
        this.out = out;
        for (int shard = 0; shard < shards.count(); shard++) {
            batches.add(new LinkBatch(""));
        }
    }

    /** Asks for the cookies of a split, if its source is keyed by cookie. */
    public void ask(MembershipSource source, MembershipSplit split) {
        KeyScan.scan(ParquetColumns.asIn(source, split.file()), split, this::ask);
    }

    private void ask(byte[] cookie) {
        int known = asked.count();
        if (asked.add(cookie, 0, cookie.length) < known) {
            return;
        }
        int shard = shards.of(cookie, 0, cookie.length);
        LinkBatch batch = batches.get(shard);
        batch.add(LinkBatch.Kind.COOKIE, cookie, NOTHING);
        if (batch.weight() > ShardedLinks.MESSAGE_BYTES) {
            send(shard, batch);
        }
    }

    private void send(int shard, LinkBatch batch) {
        out.take(shard, LinkBatchCodec.bytes(batch));
        batch.clear();
    }

    /** Sends the remaining questions. */
    public void finish() {
        for (int shard = 0; shard < batches.size(); shard++) {
            if (batches.get(shard).size() > 0) {
                send(shard, batches.get(shard));
            }
        }
    }
}
