package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.delivery.AsDelivered;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.LinkOutcome;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.LinkTableBuilder;
import io.crumbless.night.legacy.MembershipScanner;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines which person each cookie is linked to. The table is in memory; an attempt that needs it again builds it
 * again.
 */
public final class LinkStage implements Stage, Links {
    public static final String PART = "links";

    /** Count of opt-outs that matched a subject or a cookie in another spelling than their own. */
    public static final String OTHERWISE_SPELT = "opt-outs spelt otherwise";

    /** Count of cookie ids that were linked in more than one spelling. */
    public static final String COOKIES = "cookies in several spellings";

    /** Count of deliveries whose result was reused from an earlier night. */
    private static final String REUSED = "reused";

    private final LocalWork<Deliveries> work;
    private final Reuse reuse;
    private final AtomicLong read = new AtomicLong();
    private @Nullable LinkTable table;
    private @Nullable BitSet share;

    public LinkStage(LocalWork<Deliveries> work) {
        this(work, Reuse.NONE);
    }

    /** @param reuse results of links of the previous night */
    public LinkStage(LocalWork<Deliveries> work, Reuse reuse) {
        this.work = work;
        this.reuse = reuse;
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
        Optional<PartKey> key = reuse.keyOfLinks();
        Optional<PartNotes> before = reuse.take(key, PART);
        if (before.isPresent()) {
            work.workspace().keep(part, before.get().with(new TreeMap<>(Map.of(REUSED, deliveries()))));
            return;
        }
        try (SpillWriter spill = work.spillWriter(PART)) {
            LinkQuarantine quarantine = new LinkQuarantine(spill, read::set);
            LinkTable built = build(quarantine);
            LinkOutcome outcome = LinkOutcome.of(built);
            Books books = LinkBooks.of(work.facts().intake(), outcome.tallies());
            books.addAll(optOuts().spill(outcome.reached(), spill));
            spill.finish();
            SortedMap<String, Long> counts = quarantine.counts();
            counts.putAll(LinkBooks.counts(outcome));
            if (!swappedOnPurpose()) {
                Misreadings.linksSwapped(counts, built.customersAsCookies());
            }
            built.swappedOptOuts().forEach((source, optOuts) -> {
                if (!isSwappedOnPurpose(source)) {
                    Misreadings.optOutsSwapped(counts, source, optOuts);
                }
            });
            PartNotes notes = PartNotes.of(books, counts, Collections.emptySortedMap());
            work.workspace().keep(part, notes);
            boolean dated = built.tallies().values().stream().anyMatch(rows -> rows.bin(LinkScanner.FUTURE) > 0);
            reuse.keep(key, part, dated, quarantine.lists(), notes);
        }
    }

    /** The keys under which the results may be kept. */
    public Set<String> keys() {
        return reuse.keyOfLinks().map(PartKey::name).stream().collect(Collectors.toSet());
    }

    private long deliveries() {
        return (long) work.facts().intake().links().size()
                + work.facts().intake().optOuts().size();
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

    /** Built on first use. */
    @Override
    public synchronized LinkTable table() {
        return table == null ? build(new LinkQuarantine(null, read::set)) : table;
    }

    /** Releases the table, which is large; it is built again if it is needed. */
    public synchronized void forget() {
        table = null;
        share = null;
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

    private boolean swappedOnPurpose() {
        return work.facts().intake().links().stream()
                .anyMatch(
                        delivery -> delivery.source().files().columns().meant().contains(AsDelivered.SWAPPED_IDS));
    }

    private boolean isSwappedOnPurpose(String optOuts) {
        return work.facts().intake().optOuts().stream()
                .map(delivery -> delivery.source().files())
                .filter(files -> files.name().equals(optOuts))
                .anyMatch(files -> files.columns().meant().contains(AsDelivered.SWAPPED_IDS));
    }

    private DeliveredOptOuts optOuts() {
        return new DeliveredOptOuts(work);
    }

    private synchronized LinkTable build(LinkQuarantine quarantine) {
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
        optOuts().read(builder);
        table = builder.finish();
        return table;
    }

    @Override
    public List<Count> counts() {
        Books books = work.workspace().books(PART);
        List<Count> counts = new ArrayList<>(List.of(
                new Count(books.counted(Unit.LINKS), "links", "link"),
                new Count(books.total(Unit.LINKS, LinkScanner.LINKED), "linked"),
                new Count(books.total(Unit.LINKS, LinkScanner.AMBIGUOUS), "ambiguous")));
        long reused = work.workspace().counts(PART).getOrDefault(REUSED, 0L);
        if (reused > 0) {
            counts.add(new Count(reused, "deliveries used again", "delivery used again"));
        }
        return counts;
    }
}
