package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.IdHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a table of links for some rows only, from the answers of the shards about their cookies and from their own
 * subjects. Not thread-safe.
 */
public final class PartLinks {
    private final KnownOptOuts known;
    private final LinkTableBuilder builder = new LinkTableBuilder();
    private final List<Long> otherwise = new ArrayList<>();

    public PartLinks(KnownOptOuts known) {
        this.known = known;
    }

    /** Takes an answer of {@link LinkShard#answer}. */
    public void take(byte[] answer) {
        LinkBatch answers = LinkBatchCodec.read(answer);
        LinkBatch links = new LinkBatch(answers.source());
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.kind(i)) {
                case LINK -> links.add(answers, i);
                case SHARED -> builder.addShared(answers, i);
                case OTHERWISE -> otherwise.add(key(answers, i));
                case SUBJECT, OPT_OUT, COOKIE -> throw new IllegalArgumentException("Not an answer");
            }
        }
        builder.add(links);
    }

    private static long key(LinkBatch answers, int i) {
        int start = answers.cookieStart(i);
        return IdHash.ofKey(answers.bytes(), start, start + answers.cookieLength(i));
    }

    /** Takes the subjects of a split whose source is keyed by subject. */
    public void take(MembershipSource source, MembershipSplit split) {
        MembershipScanner.registerSubjects(source, split, builder);
    }

    public LinkTable table() {
        long[] keys = otherwise.stream().mapToLong(Long::longValue).toArray();
        return builder.part(known, new LinkedSpellings(keys, keys.length, known.cookies()));
    }

    /**
     * The subjects of these rows that are named by opt-outs, in any spelling, in the form read by
     * {@link OptOutRows#named}.
     */
    public byte[] named() {
        return LinkBatchCodec.bytes(builder.named(known.named()));
    }
}
