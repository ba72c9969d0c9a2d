package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import java.io.Serializable;
import java.util.Iterator;

/**
 * A shard of the identity links: the links of some cookies, or of all.
 *
 * @param table the links; it does not know opt-outs by cookies of other shards
 */
public record LinkShard(LinkTable table, LinkFacts facts) implements Serializable {
    private static final byte[] NOTHING = {};

    /** Builds a shard from the messages that {@link ShardedLinks} sent to it. */
    public static LinkShard of(int number, LinkShards shards, Iterator<byte[]> messages, SoughtIds sought) {
        LinkTableBuilder builder = new LinkTableBuilder();
        while (messages.hasNext()) {
            builder.add(LinkBatchCodec.read(messages.next()));
        }
        return builder.shard(number, shards, sought);
    }

    /**
     * Answers a message of {@link CookieQuestions}.
     *
     * @param styles the styles in which the cookie ids of all shards are written
     * @return the answer, in the form read by {@link PartLinks}
     */
    public byte[] answer(byte[] question, IdStyles styles) {
        LinkBatch asked = LinkBatchCodec.read(question);
        LinkBatch answers = new LinkBatch(asked.source());
        for (int i = 0; i < asked.size(); i++) {
            answer(asked.cookie(i), styles, answers);
        }
        return LinkBatchCodec.bytes(answers);
    }

    private void answer(byte[] cookie, IdStyles styles, LinkBatch answers) {
        int subject = table.subjectOf(cookie, 0, cookie.length);
        if (subject >= 0) {
            answers.add(LinkBatch.Kind.LINK, cookie, table.subjectBytes(subject));
        } else if (subject == LinkTable.AMBIGUOUS) {
            answers.add(LinkBatch.Kind.SHARED, cookie, NOTHING);
        } else if (styles.mayDifferFrom(cookie, 0, cookie.length)
                && table.spellings().hold(IdHash.ofKey(cookie, 0, cookie.length))) {
            answers.add(LinkBatch.Kind.OTHERWISE, cookie, NOTHING);
        }
    }
}
