package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.merge.Removal;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.kernel.provenance.ValueBin;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.CookieQuestions;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.LegacyColumns;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.MembershipScanner;
import io.crumbless.night.legacy.MembershipSink;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.legacy.MembershipTally;
import io.crumbless.night.legacy.PartLinks;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Scatter, first half: reads memberships, strips all values that were not provided, and counts them by subject. */
public final class StripStage implements Stage {
    public static final String PREFIX = "strip-";
    public static final String RULE = "rule:";

    /** Prefix of counts, by number of the delivery: its pieces whose results were reused from an earlier night. */
    private static final String REUSED = "reused:";

    /** Count of rows whose cookie is linked in another spelling only. */
    public static final String LINKED_OTHERWISE = "linked in another spelling";

    private static final Origin[] ORIGINS = Origin.values();

    /** Minimum size of a row in a Parquet file that is small because of dictionaries. */
    private static final long LEAST_ROW_BYTES = 16;

    private final LocalWork<Deliveries> work;
    private final Links links;
    private final Runnable linked;
    private final Reuse reuse;
    private final List<List<Split>> groups;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /**
     * One split of a delivery.
     *
     * @param number of the delivery
     */
    private record Split(int number, Delivery<MembershipSource> delivery, MembershipSplit split) {
        /** Approximate size; pieces of a split file are large. */
        long bytes() {
            boolean cut = !split.isFirst() || split.text().to() != TextPart.WHOLE.to();
            return cut ? SmallFiles.GROUP_BYTES : Math.max(delivery.file().size(), split.rows() * LEAST_ROW_BYTES);
        }

        long rows() {
            return split.rows() >= 0
                    ? split.rows()
                    : delivery.records() / delivery.parts().size();
        }

        boolean isOfSourceOf(Split other) {
            return delivery.sourceName().equals(other.delivery.sourceName());
        }
    }

    public StripStage(LocalWork<Deliveries> work, Links links) {
        this(work, links, () -> {}, Reuse.NONE);
    }

    /**
     * @param linked called when the links are not needed any more, possibly repeatedly
     * @param reuse results of the previous night
     */
    public StripStage(LocalWork<Deliveries> work, Links links, Runnable linked, Reuse reuse) {
        this(work, links, linked, reuse, groups(work.facts()));
    }

    private StripStage(
            LocalWork<Deliveries> work, Links links, Runnable linked, Reuse reuse, List<List<Split>> groups) {
        this.work = work;
        this.links = links;
        this.linked = linked;
        this.reuse = reuse;
        this.groups = groups;
    }

    private static List<List<Split>> groups(Deliveries facts) {
        List<Split> all = new ArrayList<>();
        List<Delivery<MembershipSource>> deliveries = facts.intake().memberships();
        for (int i = 0; i < deliveries.size(); i++) {
            Delivery<MembershipSource> delivery = deliveries.get(i);
            for (MembershipSplit split : MembershipSplit.of(delivery.source(), delivery.file(), delivery.parts())) {
                all.add(new Split(i, delivery, split));
            }
        }
        return SmallFiles.grouped(all, Split::bytes, Split::isOfSourceOf);
    }

    /** The same parts, for work on another machine. */
    public StripStage in(LocalWork<Deliveries> other, Links theirs) {
        return new StripStage(other, theirs, () -> {}, Reuse.NONE, groups);
    }

    /** Releases the links, regardless of other stages. */
    @Override
    public void release() {
        linked.run();
    }

    @Override
    public String name() {
        return "strip legacy";
    }

    @Override
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", PREFIX, i));
        }
        return parts.isEmpty() ? List.of(PREFIX + "nothing") : parts;
    }

    @Override
    public long size(String part) {
        if (groups.isEmpty()) {
            return 0;
        }
        return group(part).stream().mapToLong(Split::rows).sum();
    }

    @Override
    public long done(String part) {
        return read.getOrDefault(part, 0L);
    }

    @Override
    public String unit() {
        return "rows";
    }

    @Override
    public void run(String part) throws IOException {
        if (groups.isEmpty()) {
            work.workspace().keep(part, new Books());
            return;
        }
        Optional<PartKey> key = key(group(part));
        Optional<PartNotes> before = reuse.take(key, part);
        if (before.isPresent()) {
            work.workspace().keep(part, before.get().with(reused(group(part))));
            return;
        }
        try (SpillWriter spill = work.spillWriter(part)) {
            List<Split> group = group(part);
            MembershipSource source = group.get(0).delivery().source();
            MembershipScanner scanner = new MembershipScanner(source, work.policy(), work.night(), links.table());
            SortedMap<String, Long> counts = new TreeMap<>();
            MembershipTally all = MembershipTally.NONE;
            boolean listed = false;
            for (Split split : group) {
                Sink sink = new Sink(part, all.rows().rows(), split.delivery(), spill, counts);
                MembershipTally tally = scanner.scan(split.split(), sink);
                sink.spillRemovals();
                listed |= sink.lists;
                UnreadRecords.count(
                        counts,
                        split.delivery(),
                        tally.rows().unread(),
                        tally.rows().quarantined());
                if (split.split().isFirst() && source.files().format() != Format.JSONL) {
                    Misreadings.count(
                            counts,
                            split.delivery(),
                            LegacyColumns.of(source, split.delivery().file()));
                }
                all = all.plus(tally);
            }
            all.rules().forEach((rule, values) -> counts.put(RULE + rule, values));
            counts.put(LINKED_OTHERWISE, all.linkedOtherwise());
            Misreadings.count(counts, group.get(0).delivery(), all);
            Misreadings.count(
                    counts,
                    group.get(0).delivery(),
                    all.doubts(),
                    source.files().columns().meant());
            spill.finish();
            PartNotes notes = PartNotes.of(books(group, all), counts, SegmentSets.of(source.name(), all.segments()));
            work.workspace().keep(part, notes);
            reuse.keep(key, part, isDated(all), listed, notes);
        }
    }

    /** The keys under which results of parts may be kept. */
    public Set<String> keys() {
        Set<String> names = new HashSet<>();
        groups.forEach(group -> key(group).map(PartKey::name).ifPresent(names::add));
        return names;
    }

    private Optional<PartKey> key(List<Split> group) {
        return reuse.keyOf(
                group.stream().map(Split::delivery).toList(),
                group.stream().map(Split::split).toList());
    }

    /** Values and links at the cut-off or later count on a later night. */
    private boolean isDated(MembershipTally tally) {
        return tally.values().bin(ValueBin.FUTURE.word()) > 0
                || links.table().tallies().values().stream().anyMatch(rows -> rows.bin(LinkScanner.FUTURE) > 0);
    }

    private static SortedMap<String, Long> reused(List<Split> group) {
        SortedMap<String, Long> pieces = new TreeMap<>();
        group.forEach(split -> pieces.merge(REUSED + split.number(), 1L, Long::sum));
        return pieces;
    }

    /** Deliveries whose results were reused entirely. */
    private long deliveriesReused() {
        Map<String, Long> pieces = new HashMap<>();
        groups.forEach(group -> reused(group).forEach((delivery, count) -> pieces.merge(delivery, count, Long::sum)));
        Map<String, Long> counts = work.workspace().counts(PREFIX);
        return pieces.entrySet().stream()
                .filter(delivery -> delivery.getValue().equals(counts.get(delivery.getKey())))
                .count();
    }

    /** Whether the rows of a part are keyed by subject; otherwise they are keyed by cookie. */
    public boolean namesSubjects(String part) {
        return !groups.isEmpty() && group(part).get(0).delivery().source().keyedBySubject();
    }

    /** Registers the subjects of a part that is keyed by subject. */
    public void subjects(String part, PartLinks links) {
        group(part).forEach(each -> links.take(each.delivery().source(), each.split()));
    }

    /** Asks for the cookies of a part that is keyed by cookie. */
    public void cookies(String part, CookieQuestions questions) {
        if (!groups.isEmpty()) {
            group(part).forEach(each -> questions.ask(each.delivery().source(), each.split()));
        }
    }

    private List<Split> group(String part) {
        return groups.get(Integer.parseInt(part.substring(PREFIX.length())));
    }

    private static Books books(List<Split> group, MembershipTally tally) {
        Books books = new Books();
        String source = group.get(0).delivery().sourceName();
        Account rows = new Account(source, Unit.LEGACY_ROWS);
        Account values = new Account(source, Unit.LEGACY_VALUES);
        group.stream()
                .filter(split -> split.split().isFirst())
                .forEach(split -> books.count(rows, split.delivery().records()));
        books.count(values, tally.values().rows());
        tally.rows().bins().forEach((bin, count) -> books.put(rows, bin, count));
        tally.values().bins().forEach((bin, count) -> {
            // Candidates are passed on to the kernel, which puts each into its own bin.
            if (!bin.equals(ValueBin.CANDIDATE.word())) {
                books.put(values, bin, count);
            }
        });
        return books;
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PREFIX);
        List<Count> counts = new ArrayList<>();
        counts.add(new Count(books.counted(Unit.LEGACY_VALUES), "values", "value"));
        for (ValueBin bin : List.of(
                ValueBin.STRIPPED_INFERRED,
                ValueBin.STRIPPED_DERIVED,
                ValueBin.STRIPPED_OBSERVED,
                ValueBin.STRIPPED_ACQUIRED,
                ValueBin.STRIPPED_UNKNOWN)) {
            long stripped = books.total(Unit.LEGACY_VALUES, bin.word());
            if (stripped > 0) {
                counts.add(new Count(stripped, bin.word().substring("stripped_".length())));
            }
        }
        long reused = deliveriesReused();
        if (reused > 0) {
            counts.add(new Count(reused, "deliveries used again", "delivery used again"));
        }
        return counts;
    }

    /**
     * Receives the output of the scanner for one split. Removals are stored as one number each and spilled in order.
     */
    private final class Sink implements MembershipSink {
        private static final int FIRST_CAPACITY = 1 << 12;

        private final String part;
        private final long before;
        private final Delivery<MembershipSource> delivery;
        private final LinkTable table = links.table();

        /** Ordinals of the subjects that are processed; null for all. */
        private final @Nullable BitSet share = links.share().orElse(null);

        private final SpillWriter spill;
        private final SortedMap<String, Long> counts;

        /** Ordinal of the subject * 8 + ordinal of the origin. */
        private long[] removals = new long[FIRST_CAPACITY];

        private int size;

        /** Whether it lists records, by the label of the delivery. */
        private boolean lists;

        /** @param before rows of the part that were read before those of this split */
        Sink(
                String part,
                long before,
                Delivery<MembershipSource> delivery,
                SpillWriter spill,
                SortedMap<String, Long> counts) {
            this.counts = counts;
            this.part = part;
            this.before = before;
            this.delivery = delivery;
            this.spill = spill;
        }

        @Override
        public void advanced(long rows) {
            read.put(part, before + rows);
            Stopped.ifAsked("Stopped while stripping; the same command continues the night");
        }

        @Override
        public void removed(int subject, Origin origin) {
            if (share != null && !share.get(subject)) {
                return;
            }
            if (size == removals.length) {
                if ((long) size * Long.BYTES >= work.memory().sortBytes()) {
                    spillRemovals();
                } else {
                    removals = Arrays.copyOf(removals, size * 2);
                }
            }
            removals[size++] = (long) subject << 3 | origin.ordinal();
        }

        @Override
        public void provided(int subject, ProvidedValue value) {
            try {
                FactCodec.writeProvided(spill, table.subjectBytes(subject), value, work.policy());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void quarantined(long position, LegacyRefusal reason) {
            lists = true;
            try {
                Position place = new Position(delivery.sourceName(), delivery.label(), position);
                FactCodec.writeRefused(spill, null, new RefusedRecord(place, reason.word(), null));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public void keys(KeyWatch watch) {
            RenamedKeys.count(
                    counts, delivery, watch, delivery.source().files().columns().ignored());
        }

        void spillRemovals() {
            Arrays.sort(removals, 0, size);
            int from = 0;
            try {
                while (from < size) {
                    int to = from + 1;
                    while (to < size && removals[to] == removals[from]) {
                        to++;
                    }
                    Origin origin = ORIGINS[(int) (removals[from] & 7)];
                    Removal removal = new Removal(delivery.sourceName(), origin, to - from);
                    FactCodec.writeRemoval(spill, table.subjectBytes((int) (removals[from] >>> 3)), removal);
                    from = to;
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            size = 0;
        }
    }
}
