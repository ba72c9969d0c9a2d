package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.merge.Restriction;
import io.crumbless.kernel.profile.SubjectId;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The people whose values are stored and not used, as the register of requests has it at a moment, recognised however their id
 * is spelt. Safe for threads; asking costs about a microsecond for each key there ever was, and nothing while it is empty.
 */
public final class RestrictedSubjects {
    /** Without any restriction. */
    public static final RestrictedSubjects NONE = new RestrictedSubjects(null, Map.of());

    private final @Nullable ErasureKey key;
    private final Map<String, Restriction> byHash;

    /** @param byHash by keyed hash of the subject, under whichever key it was made */
    RestrictedSubjects(@Nullable ErasureKey key, Map<String, Restriction> byHash) {
        this.key = key;
        this.byHash = Map.copyOf(byHash);
    }

    /**
     * All there is of them, to be taken along to where people are looked for; kept as what holds the key is.
     *
     * @param secrets keys as hexadecimal text, that in use first; none where nobody asked
     * @param byHash by keyed hash of the subject
     */
    public record Written(List<String> secrets, Map<String, Restriction> byHash) {
        public Written {
            secrets = List.copyOf(secrets);
            byHash = Map.copyOf(byHash);
        }

        /** The same people, recognised as before. */
        public RestrictedSubjects read() {
            return byHash.isEmpty() ? NONE : new RestrictedSubjects(ErasureKey.of(secrets), byHash);
        }

        @Override
        public String toString() {
            return byHash.size() + " restricted";
        }
    }

    /** As {@link Written}. */
    public Written written() {
        return new Written(key == null || byHash.isEmpty() ? List.of() : key.written(), byHash);
    }

    /**
     * A person in the register.
     *
     * @param hash as the register has it
     */
    public record Known(String hash, Restriction restriction) {}

    /** Whom the register knows by this id; of several spellings the first that is known counts. */
    public Optional<Known> find(SubjectId subject) {
        if (key == null || byHash.isEmpty()) {
            return Optional.empty();
        }
        for (String text : EarlierKeys.andKey(subject)) {
            for (byte[] hmac : key.hmacs(text)) {
                String hash = HexFormat.of().formatHex(hmac);
                Restriction found = byHash.get(hash);
                if (found != null) {
                    return Optional.of(new Known(hash, found));
                }
            }
        }
        return Optional.empty();
    }

    /** What this person asked not to be used. */
    public Restriction of(SubjectId subject) {
        return find(subject).map(Known::restriction).orElse(Restriction.NONE);
    }

    public boolean isEmpty() {
        return byHash.isEmpty();
    }

    /** How many people. */
    public int size() {
        return byHash.size();
    }

    /** Hash of who asked for what; the same where that is the same, empty where nobody did. */
    public Optional<String> version() {
        if (byHash.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(byHash).forEach((hash, restriction) -> text.append(hash)
                .append(restriction.everything() ? " everything" : " " + new TreeSet<>(restriction.purposes()))
                .append('\n'));
        return Optional.of(Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
