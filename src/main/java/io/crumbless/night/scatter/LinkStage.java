package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.merge.Position;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.LegacyColumns;
import io.crumbless.night.legacy.LegacyRefusal;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.LinkTableBuilder;
import io.crumbless.night.legacy.MembershipScanner;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.night.legacy.QuarantineSink;
import io.crumbless.night.legacy.ReachedOptOut;
import io.crumbless.night.legacy.RowTally;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Finds out which cookie reaches whom. The table lives in memory; an attempt that needs it again builds it again. */
public final class LinkStage implements Stage, Links {
    public static final String PART = "links";

    /** Opt-outs that reached a subject or a cookie in another spelling than their own; a word of the counts. */
    public static final String OTHERWISE_SPELT = "opt-outs spelt otherwise";

    /** Cookie ids that were linked in more than one spelling; a word of the counts. */
    public static final String COOKIES = "cookies in several spellings";

    private final LocalWork<Deliveries> work;
    private final AtomicLong read = new AtomicLong();
    private @Nullable LinkTable table;
    private @Nullable BitSet share;

    public LinkStage(LocalWork<Deliveries> work) {
        this.work = work;
    }

    @Override
    public String name() {
        return "link cookies";
    }

    @Override
    public List<String> parts() {
        return List.of(PART);
    }

    @Override
    public void run(String part) throws IOException {
        try (SpillWriter spill = work.spillWriter(PART)) {
            Quarantine quarantine = new Quarantine(spill);
            LinkTable built = build(quarantine);
            Books optOuts = spillOptOuts(built, spill);
            spill.finish();
            quarantine.counts.put(OTHERWISE_SPELT, built.optOutsOtherwiseSpelt());
            quarantine.counts.put(COOKIES, built.cookiesInSeveralSpellings());
            Books books = books(built);
            books.addAll(optOuts);
            work.workspace().keep(part, books, quarantine.counts);
        }
    }

    /** Those of sale and sharing go into the evidence log, as withdrawals do. */
    private Books spillOptOuts(LinkTable built, SpillWriter spill) throws IOException {
        Books books = new Books();
        Map<String, Integer> days = new HashMap<>();
        work.facts().intake().optOuts().stream()
                .filter(delivery -> delivery.date() != null)
                .forEach(delivery -> days.put(
                        delivery.label(), Math.toIntExact(delivery.date().toEpochDay())));
        for (ReachedOptOut reached : built.scopedOptOuts()) {
            Statement statement = reached.optOut().statement();
            if (work.facts().share().takes(statement.subject().value())) {
                books.count(new Account(statement.source(), Unit.STATEMENTS), 1);
                FactCodec.writeArrival(
                        spill,
                        new Arrival(statement, days.get(reached.position().file()), reached.position()));
                FactCodec.writeWithdrawer(spill, statement);
            }
        }
        return books;
    }

    @Override
    public long size(String part) {
        return work.facts().intake().links().stream()
                .mapToLong(Delivery::records)
                .sum();
    }

    @Override
    public long done(String part) {
        return read.get();
    }

    @Override
    public String unit() {
        return "links";
    }

    /** Built when it is first asked for. */
    @Override
    public synchronized LinkTable table() {
        return table == null ? build(new Quarantine(null)) : table;
    }

    @Override
    public synchronized Optional<BitSet> share() {
        KeyShare wanted = work.facts().share();
        if (wanted.share() == 1) {
            return Optional.empty();
        }
        if (share == null) {
            share = Links.share(table(), wanted);
        }
        return Optional.of(share);
    }

    private synchronized LinkTable build(Quarantine quarantine) {
        long links = work.facts().intake().links().stream()
                .mapToLong(Delivery::records)
                .sum();
        work.memory().requireLinks(links);
        LinkTableBuilder builder = new LinkTableBuilder();
        builder.expect(links);
        long before = 0;
        for (Delivery<LinkSource> delivery : work.facts().intake().links()) {
            new LinkScanner(delivery.source(), work.policy(), work.night())
                    .scan(delivery.file(), builder, quarantine.of(delivery, before));
            quarantine.look(delivery);
            before += delivery.records();
        }
        for (Delivery<MembershipSource> delivery : work.facts().intake().memberships()) {
            if (delivery.source().keyedBySubject()) {
                for (MembershipSplit split : MembershipSplit.of(delivery.source(), List.of(delivery.file()))) {
                    MembershipScanner.registerSubjects(delivery.source(), split, builder);
                }
            }
        }
        for (Delivery<OptOutSource> delivery : work.facts().intake().optOuts()) {
            new OptOutScanner(delivery.source()).scan(delivery.file(), delivered(delivery), builder);
        }
        table = builder.finish();
        return table;
    }

    /** Of a row without a time: the end of the day of its file, or tonight, whichever comes first. */
    private OptOutScanner.Delivered delivered(Delivery<OptOutSource> delivery) {
        long tonight = work.night().asOfMicros() - 1;
        LocalDate day = delivery.date();
        if (day == null) {
            return new OptOutScanner.Delivered(delivery.label(), tonight, false);
        }
        long end = new Night(day, work.night().zone()).asOfMicros() - 1;
        return new OptOutScanner.Delivered(delivery.label(), Math.min(end, tonight), true);
    }

    private Books books(LinkTable built) {
        Books books = new Books();
        work.facts()
                .intake()
                .links()
                .forEach(delivery -> books.count(account(delivery, Unit.LINKS), delivery.records()));
        work.facts()
                .intake()
                .optOuts()
                .forEach(delivery -> books.count(account(delivery, Unit.OPT_OUTS), delivery.records()));
        for (Map.Entry<String, RowTally> tally : built.tallies().entrySet()) {
            boolean links = work.facts().intake().links().stream()
                    .anyMatch(delivery -> delivery.sourceName().equals(tally.getKey()));
            Account account = new Account(tally.getKey(), links ? Unit.LINKS : Unit.OPT_OUTS);
            tally.getValue().bins().forEach((bin, rows) -> books.put(account, bin, rows));
        }
        return books;
    }

    private static Account account(Delivery<?> delivery, Unit unit) {
        return new Account(delivery.sourceName(), unit);
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PART);
        return List.of(
                new Count(books.counted(Unit.LINKS), "links", "link"),
                new Count(books.total(Unit.LINKS, LinkScanner.LINKED), "linked"),
                new Count(books.total(Unit.LINKS, LinkScanner.AMBIGUOUS), "ambiguous"));
    }

    /** Spills unreadable links; without a spill they were spilled by an earlier attempt. */
    private final class Quarantine {
        private final @Nullable SpillWriter spill;
        private final SortedMap<String, Long> counts = new TreeMap<>();

        Quarantine(@Nullable SpillWriter spill) {
            this.spill = spill;
        }

        /** @param before links of the deliveries that were read before */
        QuarantineSink of(Delivery<?> delivery, long before) {
            return new QuarantineSink() {
                @Override
                public void quarantined(long position, LegacyRefusal reason) {
                    UnreadRecords.count(counts, delivery, reason.ofShape() ? 1 : 0, 1);
                    if (spill != null) {
                        spill(spill, new Position(delivery.sourceName(), delivery.label(), position), reason.word());
                    }
                }

                @Override
                public void advanced(long rows) {
                    read.set(before + rows);
                    Stopped.ifAsked("Stopped while linking cookies; the same command continues the night");
                }
            };
        }

        void look(Delivery<LinkSource> delivery) {
            if (spill != null && delivery.source().files().format() != Format.JSONL) {
                Misreadings.count(counts, delivery, LegacyColumns.of(delivery.source(), delivery.file()));
            }
        }

        private static void spill(SpillWriter spill, Position position, String reason) {
            try {
                FactCodec.writeRefused(spill, null, new RefusedRecord(position, reason, null));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
