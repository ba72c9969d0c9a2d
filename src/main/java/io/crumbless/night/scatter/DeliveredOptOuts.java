package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.balance.Account;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.merge.Arrival;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.legacy.OptOutSink;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.night.legacy.ReachedOptOut;
import io.crumbless.night.plan.Deliveries;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The opt-outs delivered for a night. */
record DeliveredOptOuts(LocalWork<Deliveries> work) {
    void read(OptOutSink optOuts) {
        for (Delivery<OptOutSource> delivery : work.facts().intake().optOuts()) {
            new OptOutScanner(delivery.source()).scan(delivery.file(), delivered(delivery), optOuts);
        }
    }

    /** A row without a time counts from the end of the day of its file, or from tonight, whichever comes first. */
    private OptOutScanner.Delivered delivered(Delivery<OptOutSource> delivery) {
        long tonight = work.night().asOfMicros() - 1;
        LocalDate day = delivery.date();
        if (day == null) {
            return new OptOutScanner.Delivered(delivery.label(), tonight, false);
        }
        long end = new Night(day, work.night().zone()).asOfMicros() - 1;
        return new OptOutScanner.Delivered(delivery.label(), Math.min(end, tonight), true);
    }

    /** Opt-outs of sale and sharing are logged as withdrawals. */
    Books spill(List<ReachedOptOut> all, SpillWriter spill) throws IOException {
        Books books = new Books();
        Map<String, Integer> days = new HashMap<>();
        work.facts().intake().optOuts().stream()
                .filter(delivery -> delivery.date() != null)
                .forEach(delivery -> days.put(
                        delivery.label(), Math.toIntExact(delivery.date().toEpochDay())));
        for (ReachedOptOut reached : all) {
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
}
