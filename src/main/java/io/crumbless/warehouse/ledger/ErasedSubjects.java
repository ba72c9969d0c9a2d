package io.crumbless.warehouse.ledger;

import io.crumbless.kernel.profile.SubjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The people erased before a moment, recognised in any spelling of their id. Thread-safe; a look-up takes about a
 * microsecond per erasure key, and nothing while it is empty.
 */
public final class ErasedSubjects {
    private final ErasureKey key;
    private final Map<String, Mark> marks;
    private final boolean someAsWritten;

    /** Keys of people who are to be erased and have no tombstone yet. */
    private final Set<String> asked;

    /**
     * One tombstone.
     *
     * @param firstRequestedAt the same as {@code requestedAt} if there was one request
     * @param recordedAt when this program recorded it
     * @param readmittedAt when the person was re-admitted; null if they were not
     */
    record Mark(
            Instant firstRequestedAt,
            Instant requestedAt,
            Instant recordedAt,
            boolean asWritten,
            @Nullable Instant readmittedAt) {}

    ErasedSubjects(ErasureKey key, Map<String, Mark> marks) {
        this(key, marks, Set.of());
    }

    private ErasedSubjects(ErasureKey key, Map<String, Mark> marks, Set<String> asked) {
        this.key = key;
        this.asked = Set.copyOf(asked);
        this.marks = Map.copyOf(marks);
        this.someAsWritten = marks.values().stream().anyMatch(Mark::asWritten);
    }

    /**
     * All of it in serialisable form, for other processes. Ids can be tested against it, so it must be protected like
     * the erasure key.
     *
     * @param secrets keys as hexadecimal text, the current one first; empty if nobody was erased
     * @param marks by keyed hash
     * @param asked folded ids of people whose requests are new
     */
    public record Written(List<String> secrets, Map<String, Mark> marks, Set<String> asked) {
        public Written {
            secrets = List.copyOf(secrets);
            marks = Map.copyOf(marks);
            asked = Set.copyOf(asked);
        }

        /** The people in serialised form, deserialised. */
        public ErasedSubjects read() {
            return new ErasedSubjects(ErasureKey.of(secrets), marks, asked);
        }

        @Override
        public String toString() {
            return marks.size() + " erased, " + asked.size() + " who ask";
        }
    }

    /** In the form of {@link Written}. */
    public Written written() {
        return new Written(marks.isEmpty() ? List.of() : key.written(), marks, asked);
    }

    /** These and the people of new requests, whose tombstones are recorded when the night is published. */
    public ErasedSubjects and(Collection<SubjectId> asking) {
        return new ErasedSubjects(
                key, marks, asking.stream().map(SubjectId::key).collect(Collectors.toSet()));
    }

    /**
     * The erasure and re-admission of one person.
     *
     * @param erased as {@link #contains}
     * @param readmittedAt as {@link #readmittedAt(SubjectId)}
     */
    public record Standing(boolean erased, Optional<Instant> readmittedAt) {}

    /** Both answers with one look-up. */
    public Standing standing(SubjectId subject) {
        if (asks(subject)) {
            return new Standing(true, Optional.empty());
        }
        Optional<Mark> mark = mark(subject);
        Optional<Instant> readmittedAt = mark.flatMap(found -> Optional.ofNullable(found.readmittedAt()));
        return new Standing(mark.isPresent() && readmittedAt.isEmpty(), readmittedAt);
    }

    /** Whether nothing of this person may be kept. */
    public boolean contains(SubjectId subject) {
        return asks(subject)
                || mark(subject).filter(mark -> mark.readmittedAt() == null).isPresent();
    }

    /** When the person last requested erasure; empty if they were re-admitted. */
    public Optional<Instant> requestedAt(SubjectId subject) {
        return mark(subject).filter(mark -> mark.readmittedAt() == null).map(Mark::requestedAt);
    }

    /** When the person requested erasure, and was re-admitted; empty if they never did. */
    public Optional<ErasureRequests> requests(SubjectId subject) {
        return mark(subject)
                .map(mark -> new ErasureRequests(
                        mark.firstRequestedAt(), mark.requestedAt(), Optional.ofNullable(mark.readmittedAt())));
    }

    /** Whether the person, in any spelling of the id, has a new request. */
    public boolean asks(SubjectId subject) {
        return !asked.isEmpty() && asked.contains(subject.key());
    }

    /** When the person was re-admitted after an erasure: earlier declarations stay erased. */
    public Optional<Instant> readmittedAt(SubjectId subject) {
        return mark(subject)
                .flatMap(mark -> Optional.ofNullable(mark.readmittedAt()))
                .filter(readmitted -> !asks(subject));
    }

    private Optional<Mark> mark(SubjectId subject) {
        if (marks.isEmpty()) {
            return Optional.empty();
        }
        Mark found = null;
        for (String text : EarlierKeys.andKey(subject)) {
            found = found == null ? find(text) : found;
        }
        return Optional.ofNullable(found == null && someAsWritten ? find(subject.value()) : found);
    }

    private @Nullable Mark find(String text) {
        for (byte[] hmac : key.hmacs(text)) {
            Mark mark = marks.get(HexFormat.of().formatHex(hmac));
            if (mark != null) {
                return mark;
            }
        }
        return null;
    }

    /** The keyed hashes of all people, 64 hexadecimal digits each. */
    public Set<String> hashes() {
        return marks.keySet();
    }

    /** When the person with a keyed hash was re-admitted. */
    public Optional<Instant> readmittedAt(String hash) {
        return Optional.ofNullable(marks.get(hash)).flatMap(mark -> Optional.ofNullable(mark.readmittedAt()));
    }

    /**
     * The people who may be in a snapshot and must not be: recorded after it was last cleaned, and not re-admitted
     * before it was made.
     *
     * @param asOf cut-off of the snapshot
     */
    public ErasedSubjects pending(Instant cleanThrough, Instant asOf) {
        Map<String, Mark> pending = new HashMap<>();
        marks.forEach((hash, mark) -> {
            boolean heardInIt =
                    mark.readmittedAt() != null && mark.readmittedAt().isBefore(asOf);
            if (mark.recordedAt().isAfter(cleanThrough) && !heardInIt) {
                pending.put(
                        hash,
                        new Mark(
                                mark.firstRequestedAt(),
                                mark.requestedAt(),
                                mark.recordedAt(),
                                mark.asWritten(),
                                null));
            }
        });
        return new ErasedSubjects(key, pending);
    }

    /** When the last of them was recorded; empty if there is none. */
    public Optional<Instant> lastNotedAt() {
        return marks.values().stream().map(Mark::recordedAt).max(Instant::compareTo);
    }

    public int size() {
        return marks.size();
    }
}
