package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.balance.Books;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.LinkOutcome;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkSink;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.OptOutSink;
import io.crumbless.night.plan.Deliveries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads identity links file by file into tables, and stores the results. The parts store unreadable links; {@link
 * LinkStage#PART} stores the books of all.
 */
public final class LinkReading {
    /** Prefix of the names of parts. */
    public static final String PREFIX = LinkStage.PART + "-";

    private final LocalWork<Deliveries> work;

    public LinkReading(LocalWork<Deliveries> work) {
        this.work = work;
    }

    /** One part per file of links. */
    public static List<String> parts(Deliveries facts) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < facts.intake().links().size(); i++) {
            parts.add(String.format(Locale.ROOT, "%s%05d", PREFIX, i));
        }
        return parts;
    }

    private List<Delivery<LinkSource>> links() {
        return work.facts().intake().links();
    }

    /** Reads one file. */
    public void read(String part, LinkSink links) throws IOException {
        Delivery<LinkSource> delivery = links().get(Integer.parseInt(part.substring(PREFIX.length())));
        try (SpillWriter spill = work.spillWriter(part)) {
            LinkQuarantine quarantine = new LinkQuarantine(spill, rows -> {});
            new LinkScanner(delivery.source(), work.policy(), work.night())
                    .scan(delivery.file(), links, quarantine.of(delivery, 0));
            quarantine.look(delivery);
            spill.finish();
            work.workspace().keep(part, new Books(), quarantine.counts());
        }
    }

    /** Reads all opt-outs. */
    public void readOptOuts(OptOutSink optOuts) {
        new DeliveredOptOuts(work).read(optOuts);
    }

    /** Spills the people reached by opt-outs, and stores the books of all links and opt-outs. */
    public void keep(LinkOutcome outcome) throws IOException {
        try (SpillWriter spill = work.spillWriter(LinkStage.PART)) {
            Books books = LinkBooks.of(work.facts().intake(), outcome.tallies());
            books.addAll(new DeliveredOptOuts(work).spill(outcome.reached(), spill));
            spill.finish();
            work.workspace().keep(LinkStage.PART, books, LinkBooks.counts(outcome));
        }
    }
}
