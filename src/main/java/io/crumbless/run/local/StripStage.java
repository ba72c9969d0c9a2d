package io.crumbless.run.local;

import io.crumbless.balance.Account;
import io.crumbless.balance.Books;
import io.crumbless.balance.Unit;
import io.crumbless.legacy.LegacyRefusal;
import io.crumbless.legacy.LinkTable;
import io.crumbless.legacy.MembershipScanner;
import io.crumbless.legacy.MembershipSink;
import io.crumbless.legacy.MembershipSource;
import io.crumbless.legacy.MembershipSplit;
import io.crumbless.legacy.MembershipTally;
import io.crumbless.legacy.ProvidedValue;
import io.crumbless.legacy.ValueBin;
import io.crumbless.merge.Position;
import io.crumbless.merge.Removal;
import io.crumbless.profile.Origin;
import io.crumbless.run.Count;
import io.crumbless.run.Delivery;
import io.crumbless.run.Stage;
import io.crumbless.spill.SpillWriter;
import io.crumbless.work.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Scatter, first half: reads memberships, strips what was not provided, and counts by subject what went. */
final class StripStage implements Stage {
    static final String PREFIX = "strip-";
    static final String RULE = "rule:";
    private static final Origin[] ORIGINS = Origin.values();

    private final NightWork work;
    private final LinkStage links;
    private final List<Split> splits;
    private final Map<String, Long> read = new ConcurrentHashMap<>();

    /** One split and the delivery it is of. */
    private record Split(Delivery<MembershipSource> delivery, MembershipSplit split) {}

    StripStage(NightWork work, LinkStage links) {
        this.work = work;
        this.links = links;
        List<Split> all = new ArrayList<>();
        for (Delivery<MembershipSource> delivery : work.intake().memberships()) {
            MembershipSplit.of(delivery.source(), delivery.file(), delivery.parts())
                    .forEach(split -> all.add(new Split(delivery, split)));
        }
        this.splits = List.copyOf(all);
    }

    @Override
    public String name() {
        return "strip legacy";
    }

    @Override
    public List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < splits.size(); i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", PREFIX, i));
        }
        return parts.isEmpty() ? List.of(PREFIX + "nothing") : parts;
    }

    @Override
    public long size(String part) {
        if (splits.isEmpty()) {
            return 0;
        }
        Split split = splits.get(Integer.parseInt(part.substring(PREFIX.length())));
        return split.split().rows() >= 0
                ? split.split().rows()
                : split.delivery().records() / split.delivery().parts().size();
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
        if (splits.isEmpty()) {
            work.workspace().keep(part, new Books());
            return;
        }
        Split split = splits.get(Integer.parseInt(part.substring(PREFIX.length())));
        LinkTable table = links.table();
        try (SpillWriter spill = work.spillWriter(part)) {
            Sink sink = new Sink(part, split.delivery(), table, links.share().orElse(null), spill);
            MembershipTally tally = new MembershipScanner(split.delivery().source(), work.policy(), work.night(), table)
                    .scan(split.split(), sink);
            sink.spillRemovals();
            spill.finish();
            work.workspace()
                    .keep(
                            part,
                            books(split, tally),
                            counts(split.delivery(), tally),
                            SegmentSets.of(split.delivery().sourceName(), tally.segments()));
        }
    }

    private static SortedMap<String, Long> counts(Delivery<?> delivery, MembershipTally tally) {
        SortedMap<String, Long> counts = new TreeMap<>();
        tally.rules().forEach((rule, values) -> counts.put(RULE + rule, values));
        UnreadRecords.count(
                counts, delivery, tally.rows().unread(), tally.rows().quarantined());
        return counts;
    }

    private static Books books(Split split, MembershipTally tally) {
        Books books = new Books();
        Account rows = new Account(split.delivery().sourceName(), Unit.LEGACY_ROWS);
        Account values = new Account(split.delivery().sourceName(), Unit.LEGACY_VALUES);
        if (split.split().isFirst()) {
            books.count(rows, split.delivery().records());
        }
        books.count(values, tally.values().rows());
        tally.rows().bins().forEach((bin, count) -> books.put(rows, bin, count));
        tally.values().bins().forEach((bin, count) -> {
            // Candidates go on to the kernel, which puts each into its own bin.
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
        return counts;
    }

    /** Takes what leaves the scanner of one split. Removals are kept as one number each and spilled in order. */
    private final class Sink implements MembershipSink {
        private static final int FIRST_CAPACITY = 1 << 12;

        private final String part;
        private final Delivery<MembershipSource> delivery;
        private final LinkTable table;
        private final @Nullable BitSet share;
        private final SpillWriter spill;

        /** Ordinal of the subject x 8 + ordinal of the origin. */
        private long[] removals = new long[FIRST_CAPACITY];

        private int size;

        /** @param share ordinals of the subjects that are worked on; null where that is all of them */
        Sink(
                String part,
                Delivery<MembershipSource> delivery,
                LinkTable table,
                @Nullable BitSet share,
                SpillWriter spill) {
            this.part = part;
            this.delivery = delivery;
            this.table = table;
            this.share = share;
            this.spill = spill;
        }

        @Override
        public void advanced(long rows) {
            read.put(part, rows);
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
            try {
                Position place = new Position(delivery.sourceName(), delivery.label(), position);
                FactCodec.writeRefused(spill, null, new RefusedRecord(place, reason.word(), null));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
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
