package io.crumbless.ledger;

import io.crumbless.profile.SubjectId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The people erased before a moment. Safe for threads; asking costs about a microsecond, and nothing while it is empty. */
public final class ErasedSubjects {
    private final ErasureKey key;
    private final Map<String, Instant> requestedAt;

    ErasedSubjects(ErasureKey key, Map<String, Instant> requestedAt) {
        this.key = key;
        this.requestedAt = Map.copyOf(requestedAt);
    }

    public boolean contains(SubjectId subject) {
        return requestedAt(subject).isPresent();
    }

    /** When the person last asked to be erased. */
    public Optional<Instant> requestedAt(SubjectId subject) {
        return requestedAt.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(requestedAt.get(HexFormat.of().formatHex(key.hmac(subject.value()))));
    }

    /** The keyed hashes of all of them, 64 hexadecimal digits each. */
    public Set<String> hashes() {
        return requestedAt.keySet();
    }

    public int size() {
        return requestedAt.size();
    }
}
