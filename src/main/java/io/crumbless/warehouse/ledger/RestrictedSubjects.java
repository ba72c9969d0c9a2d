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
 * The people whose values are stored and not used according to the register of requests, recognised in any spelling of
 * their id. Thread-safe; a look-up takes about a microsecond per erasure key, and nothing while it is empty.
 */
public final class RestrictedSubjects {
    /** Without any restriction. */
    public static final RestrictedSubjects NONE = new RestrictedSubjects(null, Map.of());

    private final @Nullable ErasureKey key;
    private final Map<String, Restriction> byHash;

    /** @param byHash by keyed hash of the subject, under any of the keys */
    RestrictedSubjects(@Nullable ErasureKey key, Map<String, Restriction> byHash) {
        this.key = key;
        this.byHash = Map.copyOf(byHash);
    }

    /**
     * All of it in serialisable form, for other processes; must be protected like the erasure key.
     *
     * @param secrets keys as hexadecimal text, the current one first; empty if nobody is restricted
     * @param byHash by keyed hash of the subject
     */
    public record Written(List<String> secrets, Map<String, Restriction> byHash) {
        public Written {
            secrets = List.copyOf(secrets);
            byHash = Map.copyOf(byHash);
        }

        /** The people in serialised form, deserialised. */
        public RestrictedSubjects read() {
            return byHash.isEmpty() ? NONE : new RestrictedSubjects(ErasureKey.of(secrets), byHash);
        }

        @Override
        public String toString() {
            return byHash.size() + " restricted";
        }
    }

    /** In the form of {@link Written}. */
    public Written written() {
        return new Written(key == null || byHash.isEmpty() ? List.of() : key.written(), byHash);
    }

    /**
     * A person in the register.
     *
     * @param hash as in the register
     */
    public record Known(String hash, Restriction restriction) {}

    /** The person with this id in the register; of several spellings, the first that is known. */
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

    /** Which values of this person must not be used. */
    public Restriction of(SubjectId subject) {
        return find(subject).map(Known::restriction).orElse(Restriction.NONE);
    }

    public boolean isEmpty() {
        return byHash.isEmpty();
    }

    /** Number of people. */
    public int size() {
        return byHash.size();
    }

    /** Hash of all restrictions; equal if they are equal, empty if there are none. */
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
