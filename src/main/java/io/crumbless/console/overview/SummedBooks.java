package io.crumbless.console.overview;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Manifest.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The books of a night with all sources of a kind together, so that they are seen at a glance. */
final class SummedBooks {
    /** What came in, and what became of it; rows of files are counted by their values, and the log by what came into it. */
    private static final List<Unit> SHOWN =
            List.of(Unit.LEGACY_VALUES, Unit.LINKS, Unit.OPT_OUTS, Unit.STATEMENTS, Unit.ERASURE_REQUESTS);

    private SummedBooks() {}

    /** @param all what all sources together are called */
    static List<Account> of(Manifest manifest, String all) {
        List<Account> summed = new ArrayList<>();
        for (Unit unit : SHOWN) {
            long counted = 0;
            SortedMap<String, Long> bins = new TreeMap<>();
            for (Account account : manifest.balance()) {
                if (account.unit().equals(unit.word())) {
                    counted += account.counted();
                    account.bins().forEach((bin, records) -> bins.merge(bin, records, Long::sum));
                }
            }
            summed.add(new Account(all, unit.word(), counted, bins));
        }
        return summed;
    }
}
