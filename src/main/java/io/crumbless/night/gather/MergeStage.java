package io.crumbless.night.gather;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.merge.MergeTally;
import io.crumbless.kernel.merge.Merger;
import io.crumbless.kernel.merge.SubjectFacts;
import io.crumbless.kernel.merge.SubjectOutcome;
import io.crumbless.kernel.profile.IdDoubt;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.RefusedRecord;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.dataset.Datasets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Gather: takes the spill a range of subjects at a time, in the order of their ids, lets the kernel decide on each and
 * writes what it decided. The ranges depend on the subjects alone, so the files are the same bytes on every machine.
 */
public final class MergeStage implements Stage {
    /** About as many subjects make one row group: enough to scan fast, few enough to find one. */
    public static final int SUBJECTS_PER_RANGE = 1 << 17;

    public static final String PREFIX = "range-";
    /** People whose id is doubtful, for each {@link IdDoubt}; a word of the counts. */
    static final String DOUBTFUL = "doubtful ids ";

    static final String SUBJECTS = "subjects";
    static final String PROFILES = "profiles";
    static final String MOMENTS = "contact moments";

    /** Values that serve fewer purposes, because their person opted out of sale, sharing or sensitive uses. */
    static final String OPTED_OUT = "values opted out";

    private static final int SUBJECTS_BETWEEN_STOPS = 1024;

    private static final Comparator<RefusedRecord> BY_POSITION = Comparator.comparing(
                    (RefusedRecord record) -> record.position().source())
            .thenComparing(record -> record.position().file())
            .thenComparing(record -> record.position().at())
            .thenComparing(RefusedRecord::reason)
            .thenComparing(RefusedRecord::declarationId, Comparator.nullsFirst(Comparator.naturalOrder()));

    private final LocalWork<?> work;
    private final Staging staging;
    private final Datasets datasets;
    private @Nullable Ranges ranges;

    public MergeStage(LocalWork<?> work, Staging staging, Datasets datasets) {
        this.work = work;
        this.staging = staging;
        this.datasets = datasets;
    }

    @Override
    public String name() {
        return "merge profiles";
    }

    private record Ranges(List<SpillFile> files, List<byte[]> splitters, Withdrawers withdrawers) {
        byte[] from(int range) {
            return range == 0 ? FactCodec.BEHIND_WITHDRAWERS : splitters.get(range - 1);
        }

        byte @Nullable [] to(int range) {
            return range == splitters.size() ? null : splitters.get(range);
        }
    }

    /** Opened once for all ranges. */
    private synchronized Ranges ranges() throws IOException {
        if (ranges == null) {
            List<SpillFile> files = new ArrayList<>();
            for (Path path : work.workspace().spillFiles()) {
                files.add(SpillFile.open(path));
            }
            ranges = new Ranges(files, KeySample.splitters(files, SUBJECTS_PER_RANGE), Withdrawers.read(files));
        }
        return ranges;
    }

    /** A deleted file that is open keeps its place on the disk, in a scheduler until the next collection. */
    @Override
    public synchronized void release() {
        if (ranges != null) {
            for (SpillFile file : ranges.files()) {
                close(file);
            }
            ranges = null;
        }
    }

    private static void close(SpillFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was open for reading; nothing is lost.
        }
    }

    static String rangeName(int range) {
        return String.format(Locale.ROOT, "%s%05d", PREFIX, range);
    }

    @Override
    public List<String> parts() {
        try {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i <= ranges().splitters().size(); i++) {
                parts.add(rangeName(i));
            }
            return parts;
        } catch (IOException failure) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read the spill of the run", failure);
        }
    }

    @Override
    public void run(String part) throws IOException {
        int range = Integer.parseInt(part.substring(PREFIX.length()));
        Ranges all = ranges();
        SpillMerge spill = new SpillMerge(all.files(), all.from(range), all.to(range));
        try (Shards shards = new Shards(work.terms(), staging, datasets, part)) {
            RangeMerge merge = new RangeMerge(spill, shards, all.withdrawers());
            merge.run();
            merge.delivered.write(work.workspace(), part);
            shards.finish();
            work.workspace().keep(part, merge.books(), merge.counts(), merge.spellings());
        }
    }

    @Override
    public List<Count> counts() {
        SortedMap<String, Long> counts = work.workspace().counts(PREFIX);
        return List.of(
                new Count(counts.getOrDefault(SUBJECTS, 0L), SUBJECTS, "subject"),
                new Count(counts.getOrDefault(PROFILES, 0L), PROFILES, "profile"),
                new Count(counts.getOrDefault(MOMENTS, 0L), MOMENTS, "contact moment"));
    }

    /** One range on one thread. */
    private final class RangeMerge {
        private final SpillMerge spill;
        private final Shards shards;
        private final MergeTally tally = new MergeTally();
        private final Merger merger =
                new Merger(work.policy(), work.night(), work.facts().snapshotSources(), tally);
        private final SubjectReader reader;
        private final Books books = new Books();
        private final RetirementTally retirement = new RetirementTally(work.policy());
        private final SpellingTally spellings = new SpellingTally();
        private final DeliveredSpellings delivered = new DeliveredSpellings();
        private final VanishedStatements gone =
                new VanishedStatements(work.facts().snapshotSources());
        private final RevokedStatements revoked = new RevokedStatements(work);
        private final long[] doubtful = new long[IdDoubt.values().length];
        private long subjects;
        private long profiles;
        private long moments;

        RangeMerge(SpillMerge spill, Shards shards, Withdrawers withdrawers) {
            this.spill = spill;
            this.shards = shards;
            this.reader = new SubjectReader(
                    spill, work.policy(), work.erased(), work.terms().restricted(), withdrawers);
        }

        void run() throws IOException {
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
            refused.sort(BY_POSITION);
            refused.stream()
                    .filter(RefusedRecord::isListed)
                    .forEach(record -> shards.refuse(
                            facts.erased() ? null : facts.subject().value(), record));
            noteErasures(facts);
            gone.note(facts, outcome, refused);
            if (spellings.note(facts, !refused.isEmpty())) {
                delivered.add(spill.key());
                IdDoubt.of(spill.key()).ifPresent(doubt -> doubtful[doubt.ordinal()]++);
            }
            subjects++;
            profiles += outcome.profile().isPresent() ? 1 : 0;
            moments += outcome.moments().size();
        }

        /** A request whose own spelling found nobody waits in the tally until all ranges are done. */
        private void noteErasures(SubjectFacts facts) {
            boolean known = !facts.logged().isEmpty()
                    || !facts.arrivals().isEmpty()
                    || !facts.provided().isEmpty()
                    || !facts.stripped().isEmpty()
                    || !reader.refused().isEmpty();
            List<String> requests = reader.erasureRequests();
            for (int i = known ? 0 : 1; i < requests.size(); i++) {
                String bin = i > 0 ? SpellingTally.REPEATED : SpellingTally.HONOURED;
                books.put(new Account(requests.get(i), Unit.ERASURE_REQUESTS), bin, 1);
            }
            if (!known && !requests.isEmpty()) {
                spellings.requestFoundNobody(facts.subject(), requests.get(0));
            } else if (known && facts.erased() && work.erased().asks(facts.subject())) {
                spellings.erased(facts.subject(), !requests.isEmpty());
            }
        }

        Books books() {
            books.addAll(tally.books());
            return books;
        }

        SortedMap<String, SortedSet<String>> spellings() {
            return spellings.sets();
        }

        SortedMap<String, Long> counts() {
            SortedMap<String, Long> counts = retirement.counts();
            counts.putAll(gone.counts());
            counts.putAll(revoked.counts());
            for (IdDoubt doubt : IdDoubt.values()) {
                counts.put(DOUBTFUL + doubt, doubtful[doubt.ordinal()]);
            }
            counts.put(SUBJECTS, subjects);
            counts.put(PROFILES, profiles);
            counts.put(MOMENTS, moments);
            counts.put(OPTED_OUT, tally.optOutsApplied());
            return counts;
        }
    }
}
