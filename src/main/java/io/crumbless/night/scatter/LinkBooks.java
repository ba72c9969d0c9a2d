package io.crumbless.night.scatter;

import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.intake.Intake;
import io.crumbless.night.legacy.LinkOutcome;
import io.crumbless.night.legacy.RowTally;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Stores the books of all links and opt-outs of a night. */
final class LinkBooks {
    private LinkBooks() {}

    static Books of(Intake intake, SortedMap<String, RowTally> tallies) {
        Books books = new Books();
        intake.links().forEach(delivery -> books.count(account(delivery, Unit.LINKS), delivery.records()));
        intake.optOuts().forEach(delivery -> books.count(account(delivery, Unit.OPT_OUTS), delivery.records()));
        for (Map.Entry<String, RowTally> tally : tallies.entrySet()) {
            boolean links = intake.links().stream()
                    .anyMatch(delivery -> delivery.sourceName().equals(tally.getKey()));
            Account account = new Account(tally.getKey(), links ? Unit.LINKS : Unit.OPT_OUTS);
            tally.getValue().bins().forEach((bin, rows) -> books.put(account, bin, rows));
        }
        return books;
    }

    private static Account account(Delivery<?> delivery, Unit unit) {
        return new Account(delivery.sourceName(), unit);
    }

    static SortedMap<String, Long> counts(LinkOutcome outcome) {
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put(LinkStage.OTHERWISE_SPELT, outcome.otherwiseSpelt());
        counts.put(LinkStage.COOKIES, outcome.severalSpellings());
        return counts;
    }
}
