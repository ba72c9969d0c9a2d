package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * The ids of customers and cookies that lists of legacy opt-outs name, as hashes; an id is the same in every spelling. Takes eight
 * bytes for each.
 */
public final class OptOutIds implements OptOutSink {
    private final ToLongFunction<SubjectId> ofCustomer;
    private final ToLongFunction<SubjectId> ofCookie;
    private long[] hashes = new long[1 << 4];
    private int size;

    /**
     * @param ofCustomer the hash of an id in any of its spellings
     * @param ofCookie the same of a cookie, which may be spelt like a customer
     */
    public OptOutIds(ToLongFunction<SubjectId> ofCustomer, ToLongFunction<SubjectId> ofCookie) {
        this.ofCustomer = ofCustomer;
        this.ofCookie = ofCookie;
    }

    @Override
    public void add(LinkBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            add(batch.subject(i), ofCustomer);
            add(batch.cookie(i), ofCookie);
        }
    }

    private void add(byte[] id, ToLongFunction<SubjectId> hash) {
        String text = new String(id, StandardCharsets.UTF_8);
        if (SubjectId.isValid(text)) {
            hashes = size == hashes.length ? Arrays.copyOf(hashes, 2 * size) : hashes;
            hashes[size++] = hash.applyAsLong(new SubjectId(text));
        }
    }

    /** Opt-outs with other scopes are in the evidence log, so later lists do not matter. */
    @Override
    public void add(ScopedOptOut row) {}

    /** Distinct hashes in ascending order. */
    public long[] sorted() {
        return Arrays.stream(hashes, 0, size).sorted().distinct().toArray();
    }
}
