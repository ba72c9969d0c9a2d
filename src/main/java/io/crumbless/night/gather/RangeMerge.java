package io.crumbless.night.gather;

import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.merge.MergeTally;
import io.crumbless.kernel.merge.Merger;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.merge.SubjectOutcome;
import io.crumbless.kernel.profile.IdDoubt;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.night.scatter.RefusedRecord;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges one range of subjects by the kernel, on one thread. */
public final class RangeMerge {
    private static final int SUBJECTS_BETWEEN_STOPS = 1024;

    private static final Comparator<RefusedRecord> BY_POSITION = Comparator.comparing(
                    (RefusedRecord record) -> record.position().source())
            .thenComparing(record -> record.position().file())
            .thenComparing(record -> record.position().at())
            .thenComparing(RefusedRecord::reason)
            .thenComparing(RefusedRecord::declarationId, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final PlanTerms terms;
    private final SpillMerge spill;
    private final Shards shards;
    private final MergeTally tally = new MergeTally();
    private final Merger merger;
    private final SubjectReader reader;
    private final Books books = new Books();
    private final RetirementTally retirement;
    private final SpellingTally spellings = new SpellingTally();
    private final DeliveredSpellings delivered = new DeliveredSpellings();
    private final VanishedStatements gone;
    private final RevokedStatements revoked;
    private final long[] doubtful = new long[IdDoubt.values().length];
    private final SortedMap<String, Long> inRegister = new TreeMap<>();
    private long subjects;
    private long profiles;
    private long moments;

    /**
     * @param facts only their sources are used
     * @param spill the records of the range
     * @param shards receives the outcome
     * @param withdrawers withdrawals of all subjects
     */
    public RangeMerge(PlanTerms terms, FactSource facts, SpillMerge spill, Shards shards, Withdrawers withdrawers) {
        this.terms = terms;
        this.spill = spill;
        this.shards = shards;
        this.merger = new Merger(terms.policy(), terms.night(), facts.snapshotSources(), tally);
        this.reader = new SubjectReader(spill, terms.policy(), terms.erased(), terms.restricted(), withdrawers);
        this.retirement = new RetirementTally(terms.policy());
        this.gone = new VanishedStatements(facts.snapshotSources());
        this.revoked = new RevokedStatements(terms, facts);
    }

    /** Merges the entire range; stops if the thread is interrupted. */
    public void run() throws IOException {
        while (spill.nextKey()) {
            if (FactCodec.namesSubject(spill.key())) {
                SubjectFacts facts = reader.read();
                merge(revoked.in(facts, reader.refused()));
            } else {
                List<RefusedRecord> records = reader.readWithoutSubject();
                records.sort(BY_POSITION);
                records.forEach(record -> shards.refuse(null, record));
            }
            if (subjects % SUBJECTS_BETWEEN_STOPS == 0) {
                Stopped.ifAsked("Stopped while merging profiles; the same command continues the night");
            }
        }
    }

    private void merge(SubjectFacts facts) {
        SubjectOutcome outcome = merger.merge(facts);
        shards.write(facts.subject(), outcome);
        outcome.profile().ifPresent(retirement::count);
        List<RefusedRecord> refused = reader.refused();
        if (!refused.isEmpty()) {
            refuse(facts, refused);
        }
        boolean known = isKnown(facts);
        noteErasures(facts, known);
        if (known) {
            reader.inRegister().ifPresent(hash -> inRegister.put(MergeStage.IN_REGISTER + hash, 1L));
        }
        gone.note(facts, outcome, refused);
        if (spellings.note(facts, !refused.isEmpty())) {
            delivered.add(spill.key());
            IdDoubt.of(spill.key()).ifPresent(doubt -> doubtful[doubt.ordinal()]++);
        }
        subjects++;
        profiles += outcome.profile().isPresent() ? 1 : 0;
        moments += outcome.moments().size();
    }

    private void refuse(SubjectFacts facts, List<RefusedRecord> refused) {
        refused.sort(BY_POSITION);
        refused.stream()
                .filter(RefusedRecord::isListed)
                .forEach(record ->
                        shards.refuse(facts.erased() ? null : facts.subject().value(), record));
    }

    /** Whether anything about the subject is stored or delivered, apart from erasure requests. */
    private boolean isKnown(SubjectFacts facts) {
        return !facts.logged().isEmpty()
                || !facts.arrivals().isEmpty()
                || !facts.provided().isEmpty()
                || !facts.stripped().isEmpty()
                || !reader.refused().isEmpty();
    }

    /** A request whose own spelling matched nobody is recorded in the tally until all ranges are done. */
    private void noteErasures(SubjectFacts facts, boolean known) {
        List<String> requests = reader.erasureRequests();
        for (int i = known ? 0 : 1; i < requests.size(); i++) {
            String bin = i > 0 ? SpellingTally.REPEATED : SpellingTally.HONOURED;
            books.put(new Account(requests.get(i), Unit.ERASURE_REQUESTS), bin, 1);
        }
        if (!known && !requests.isEmpty()) {
            spellings.requestFoundNobody(facts.subject(), requests.get(0));
        } else if (known && facts.erased() && terms.erased().asks(facts.subject())) {
            spellings.erased(facts.subject(), !requests.isEmpty());
        }
    }

    /** The notes of the range, after {@link #run}. */
    public PartNotes notes() {
        books.addAll(tally.books());
        return PartNotes.of(books, counts(), spellings.sets());
    }

    /** Ids for which something was delivered. */
    public DeliveredSpellings delivered() {
        return delivered;
    }

    private SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = retirement.counts();
        counts.putAll(gone.counts());
        counts.putAll(revoked.counts());
        counts.putAll(inRegister);
        for (IdDoubt doubt : IdDoubt.values()) {
            counts.put(MergeStage.DOUBTFUL + doubt, doubtful[doubt.ordinal()]);
        }
        counts.put(MergeStage.SUBJECTS, subjects);
        counts.put(MergeStage.PROFILES, profiles);
        counts.put(MergeStage.MOMENTS, moments);
        counts.put(MergeStage.OPTED_OUT, tally.optOutsApplied());
        return counts;
    }
}
