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
 * What one snapshot holds of one person. It holds the person's values and is shown only to those who may see them.
 *
 * @param manifest of the snapshot
 * @param withdrawnUntil where withdrawals made after the night were applied to the snapshot too: the time up to which
 *     they were applied
 * @param policy the policy in force then, with the notices as they were shown
 * @param erasure when the person asked to be erased, and was re-admitted; empty where they never asked
 * @param jurisdiction of the profile; empty where there is none
 * @param held values in the profile, in the order of the catalogue
 * @param log the person's statements in the evidence log, the latest first
 * @param refused records of the person that were refused, on this night or an earlier one that is kept
 * @param removed how many legacy values were removed, by origin and source
 * @param moments when the person wants to hear from the shop
 * @param usage what the values were used for, over this and all earlier nights that are kept
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
     * @param evidence the statement the lineage leads to; empty for a provided value
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

    /** To whom a value was handed. */
    public enum HandedTo {
        /** The extract of a purpose, which is what those see who work for it. */
        EXTRACT,
        /** The contact moments, from which somebody writes to the person. */
        CONTACT_MOMENTS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A value handed on for one purpose.
     *
     * @param source of the statement, or the legacy source of a provided value
     * @param declarationId null for a provided value
     * @param nights business dates, the earliest first
     */
    public record Use(
            HandedTo to,
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
     * Where values were used after they were published.
     *
     * @param nights business dates of the snapshots that were searched, the earliest first
     */
    public record Usage(List<LocalDate> nights, List<Use> uses) {
        public Usage {
            nights = List.copyOf(nights);
            uses = List.copyOf(uses);
        }

        /** What one statement, or the provided value of one source, was handed on for. */
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

    /** Whether the snapshots know nothing of this person. */
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
     * The notices under which held values were declared, then those of statements that are not in force.
     *
     * @param ended which of these statements
     */
    public Stream<NoticeRef> notices(Predicate<LogEntry> ended) {
        return Stream.concat(
                        held.stream().map(value -> value.lineage().notice()),
                        ended().filter(ended).map(entry -> entry.statement().notice()))
                .filter(Objects::nonNull);
    }

    /** The place whose law protects the person: that of the profile; without one, that of the latest statement. */
    public Optional<String> place() {
        return jurisdiction.or(() -> log.stream()
                .map(entry -> entry.statement().jurisdiction())
                .filter(Objects::nonNull)
                .findFirst());
    }

    /** Ids of the purposes that held values serve or that values served on the nights that are kept. */
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
     * The statements by which the person said again what a withdrawal had withdrawn: of each attribute the first that
     * counted, even where it was withdrawn later.
     *
     * @param purpose that it names; empty for any
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

    /** Uses of what neither the profile nor the log of this night holds any more. */
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
                .filter(use -> use.to() == HandedTo.EXTRACT && use.nights().contains(manifest.businessDate()))
                .map(Use::purpose)
                .distinct()
                .toList();
    }

    /** When the person last asked to be erased; empty for those who never did, and those re-admitted. */
    public Optional<Instant> erasedAt() {
        return erasure.filter(requests -> requests.readmittedAt().isEmpty()).map(ErasureRequests::last);
    }

    /** The same, of somebody who asked to be erased. */
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
