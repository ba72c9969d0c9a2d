package io.crumbless.answers.explain;

import io.crumbless.kernel.declaration.DeclaredBy;
import io.crumbless.kernel.declaration.Fate;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.ContactMoment;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Lineage;
import io.crumbless.kernel.profile.NoticeRef;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.warehouse.ledger.ErasureRequests;
import io.crumbless.warehouse.snapshot.Manifest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contents of one snapshot about one person. It contains the person's values and is shown only to those who may see
 * them.
 *
 * @param manifest manifest of the snapshot
 * @param withdrawnUntil if later withdrawals were applied to the snapshot, the time up to which they were applied
 * @param policy the policy in force at that time, with the notices as shown
 * @param erasure when the person requested erasure and was re-admitted; empty if they never requested it
 * @param jurisdiction jurisdiction of the profile; empty if there is none
 * @param held values in the profile, in the order of the catalogue
 * @param log the person's statements in the evidence log, the latest first
 * @param refused refused records of the person, of this night and of earlier ones that are kept
 * @param removed how many legacy values were removed, by origin and source
 * @param moments when the person wants to be contacted
 * @param usage the uses of the values, in this night and all earlier ones that are kept
 */
public record Explanation(
        String subject,
        Manifest manifest,
        Optional<Instant> withdrawnUntil,
        Policy policy,
        Optional<ErasureRequests> erasure,
        Optional<String> jurisdiction,
        List<HeldValue> held,
        List<LogEntry> log,
        List<RefusedRecord> refused,
        List<Removal> removed,
        List<ContactMoment> moments,
        Usage usage) {

    /**
     * A value in the profile.
     *
     * @param items canonical texts; one, unless the attribute is a list
     * @param evidence the statement named by the lineage; empty for a provided value
     */
    public record HeldValue(String attribute, List<String> items, Lineage lineage, Optional<LogEntry> evidence) {
        public HeldValue {
            items = List.copyOf(items);
        }

        public boolean saidByGuardian() {
            return evidence.filter(entry -> entry.statement().declaredBy() == DeclaredBy.GUARDIAN)
                    .isPresent();
        }
    }

    /**
     * A record that was refused.
     *
     * @param file as delivered
     * @param position line or row, from 1
     * @param reason code of the refusal
     * @param nights business dates on which it was refused, the earliest first
     */
    public record RefusedRecord(
            String source,
            String file,
            long position,
            String reason,
            @Nullable String declarationId,
            List<LocalDate> nights) {
        public RefusedRecord {
            nights = List.copyOf(nights);
        }
    }

    /** The kind of recipient of a value. */
    public enum RecipientKind {
        /** The extract of a purpose, read by those who work for that purpose. */
        EXTRACT,
        /** The contact moments, by which the person is contacted. */
        CONTACT_MOMENTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value disclosed for one purpose.
     *
     * @param source source of the statement, or the legacy source of a provided value
     * @param declarationId null for a provided value
     * @param nights business dates, the earliest first
     */
    public record Use(
            RecipientKind to,
            String purpose,
            String attribute,
            String source,
            @Nullable String declarationId,
            List<LocalDate> nights) {
        public Use {
            nights = List.copyOf(nights);
        }

        boolean isOf(String anAttribute, String aSource, @Nullable String id) {
            return attribute.equals(anAttribute) && source.equals(aSource) && Objects.equals(declarationId, id);
        }
    }

    /**
     * The uses of published values.
     *
     * @param nights business dates of the snapshots that were searched, the earliest first
     */
    public record Usage(List<LocalDate> nights, List<Use> uses) {
        public Usage {
            nights = List.copyOf(nights);
            uses = List.copyOf(uses);
        }

        /** The uses of the value of one statement, or of the provided value of one source. */
        public List<Use> of(String attribute, String source, @Nullable String declarationId) {
            return uses.stream()
                    .filter(use -> use.isOf(attribute, source, declarationId))
                    .toList();
        }
    }

    public Explanation {
        held = List.copyOf(held);
        log = List.copyOf(log);
        refused = List.copyOf(refused);
        removed = List.copyOf(removed);
        moments = List.copyOf(moments);
    }

    /** Whether the snapshots contain nothing about this person. */
    public boolean isEmpty() {
        return held.isEmpty()
                && log.isEmpty()
                && refused.isEmpty()
                && removed.isEmpty()
                && moments.isEmpty()
                && usage.uses().isEmpty();
    }

    /** Whether the profile has a value that was not declared. */
    public boolean holdsProvided() {
        return held.stream().anyMatch(value -> value.lineage().origin() != Origin.DECLARED);
    }

    /**
     * The notices of values in the profile, then those of statements that are not in force.
     *
     * @param ended selects among the statements that are not in force
     */
    public Stream<NoticeRef> notices(Predicate<LogEntry> ended) {
        return Stream.concat(
                        held.stream().map(value -> value.lineage().notice()),
                        ended().filter(ended).map(entry -> entry.statement().notice()))
                .filter(Objects::nonNull);
    }

    /** The place whose law protects the person: that of the profile, otherwise that of the latest statement. */
    public Optional<String> place() {
        return jurisdiction.or(() -> log.stream()
                .map(entry -> entry.statement().jurisdiction())
                .filter(Objects::nonNull)
                .findFirst());
    }

    /** Ids of the purposes that values serve now or served on nights that are kept. */
    public Set<String> purposesOfValues() {
        Set<String> purposes = new TreeSet<>();
        held.forEach(value -> purposes.addAll(value.lineage().purposes()));
        usage.uses().forEach(use -> purposes.add(use.purpose()));
        return purposes;
    }

    /** Declarations that are not in force. */
    public Stream<LogEntry> ended() {
        return log.stream().filter(entry -> entry.statement().declares() && entry.fate() != Fate.IN_FORCE);
    }

    /**
     * The statements by which the person declared again what a withdrawal had withdrawn: for each attribute the first
     * that counted, even if it was withdrawn later.
     *
     * @param purpose purpose that it names; empty for any
     */
    public List<Statement> saidAgain(Statement withdrawal, Optional<String> purpose) {
        Map<String, Statement> first = new TreeMap<>();
        log.stream()
                .filter(entry -> EnumSet.of(Fate.IN_FORCE, Fate.SUPERSEDED, Fate.WITHDRAWN, Fate.EXPIRED)
                        .contains(entry.fate()))
                .map(LogEntry::statement)
                .filter(later -> later.declares() && later.declaredAtMicros() > withdrawal.declaredAtMicros())
                .filter(later -> withdrawal.attribute().equals(Statement.EVERYTHING)
                        || withdrawal.attribute().equals(later.attribute()))
                .filter(later -> purpose.isEmpty() || later.purposes().contains(purpose.get()))
                .forEach(later -> first.merge(
                        later.attribute(),
                        later,
                        (one, other) -> one.declaredAtMicros() <= other.declaredAtMicros() ? one : other));
        return List.copyOf(first.values());
    }

    /** Uses of values that are no longer in the profile or in the log of this night. */
    public Stream<Use> usesOfNothingListed() {
        return usage.uses().stream()
                .filter(use -> held.stream()
                        .noneMatch(one -> use.isOf(
                                one.attribute(),
                                one.lineage().source(),
                                one.lineage().declarationId())))
                .filter(use -> log.stream()
                        .map(LogEntry::statement)
                        .noneMatch(one -> use.isOf(one.attribute(), one.source(), one.declarationId())));
    }

    /** Ids of the purposes whose extracts of this night contain the person. */
    public List<String> extracts() {
        return usage.uses().stream()
                .filter(use -> use.to() == RecipientKind.EXTRACT && use.nights().contains(manifest.businessDate()))
                .map(Use::purpose)
                .distinct()
                .toList();
    }

    /** When the person last requested erasure; empty for those who never did and those who were re-admitted. */
    public Optional<Instant> erasedAt() {
        return erasure.filter(requests -> requests.readmittedAt().isEmpty()).map(ErasureRequests::last);
    }

    /** This explanation, with erasure requests. */
    public Explanation erased(ErasureRequests requests) {
        return new Explanation(
                subject,
                manifest,
                withdrawnUntil,
                policy,
                Optional.of(requests),
                jurisdiction,
                held,
                log,
                refused,
                removed,
                moments,
                usage);
    }
}
