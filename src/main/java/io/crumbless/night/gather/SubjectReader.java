package io.crumbless.night.gather;

import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.kernel.declaration.LogEntry;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.merge.Restriction;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.RecordKind;
import io.crumbless.night.scatter.RefusedRecord;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the facts of one subject after another from the merged spill. */
public final class SubjectReader {
    private final SpillMerge spill;
    private final Policy policy;
    private final ErasedSubjects erasedBefore;
    private final RestrictedSubjects restricted;
    private final Withdrawers withdrawers;

    private List<RefusedRecord> refused = List.of();
    private List<String> erasureRequests = List.of();
    private Optional<RestrictedSubjects.Known> known = Optional.empty();

    /**
     * @param erasedBefore people erased by earlier nights, who are not brought back by deliveries
     * @param restricted people whose values must not be used
     * @param withdrawers withdrawals of all subjects of the spill
     */
    public SubjectReader(
            SpillMerge spill,
            Policy policy,
            ErasedSubjects erasedBefore,
            RestrictedSubjects restricted,
            Withdrawers withdrawers) {
        this.restricted = restricted;
        this.withdrawers = withdrawers;
        this.spill = spill;
        this.policy = policy;
        this.erasedBefore = erasedBefore;
    }

    /**
     * The facts of the current subject of the spill; its refused records and erasure requests are available separately.
     */
    public SubjectFacts read() throws IOException {
        SubjectId subject = new SubjectId(new String(spill.key(), StandardCharsets.UTF_8));
        List<LogEntry> logged = new ArrayList<>(4);
        List<Arrival> arrivals = new ArrayList<>(4);
        List<ProvidedValue> provided = new ArrayList<>(0);
        List<Removal> stripped = new ArrayList<>(2);
        refused = new ArrayList<>(0);
        erasureRequests = new ArrayList<>(0);
        while (spill.nextRecord()) {
            switch (spill.kind()) {
                case RecordKind.LOGGED -> logged.add(FactCodec.readLogged(spill, subject));
                case RecordKind.ARRIVAL -> arrivals.add(FactCodec.readArrival(spill, subject));
                case RecordKind.REMOVAL -> stripped.add(FactCodec.readRemoval(spill));
                case RecordKind.PROVIDED -> provided.add(FactCodec.readProvided(spill, policy));
                case RecordKind.REFUSED -> refused.add(FactCodec.readRefused(spill));
                case RecordKind.ERASURE -> erasureRequests.add(FactCodec.readErasure(spill));
                default -> throw new IllegalStateException("Unknown kind " + spill.kind() + " in the spill");
            }
        }
        ErasedSubjects.Standing standing = erasedBefore.standing(subject);
        boolean erased = !erasureRequests.isEmpty() || standing.erased();
        long readmittedAt = standing.readmittedAt().map(EpochMicros::of).orElse(SubjectFacts.ALWAYS);
        known = restricted.find(subject);
        return new SubjectFacts(
                subject,
                logged,
                arrivals,
                provided,
                stripped,
                erased,
                readmittedAt,
                withdrawers.underOtherSpellings(spill.key()),
                List.of(),
                known.map(RestrictedSubjects.Known::restriction).orElse(Restriction.NONE));
    }

    /** The refused records of one position, without subject; several if a row contains a list. */
    List<RefusedRecord> readWithoutSubject() throws IOException {
        List<RefusedRecord> records = new ArrayList<>();
        while (spill.nextRecord()) {
            records.add(FactCodec.readRefused(spill));
        }
        return records;
    }

    /** Records of the last subject that were refused by the admission bar. */
    public List<RefusedRecord> refused() {
        return refused;
    }

    /** Keyed hash of the last subject, if it has restrictions in the register of requests. */
    Optional<String> inRegister() {
        return known.map(RestrictedSubjects.Known::hash);
    }

    /** Sources with erasure requests for the last subject, one entry per request. */
    List<String> erasureRequests() {
        return erasureRequests;
    }
}
