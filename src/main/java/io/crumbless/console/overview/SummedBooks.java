package io.crumbless.console.overview;

import io.crumbless.kernel.balance.Unit;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Manifest.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The books of a night, summed over all sources of a kind. */
final class SummedBooks {
    /** The units to show; rows of files are represented by their values, and the log by its new statements. */
    private static final List<Unit> SHOWN =
            List.of(Unit.LEGACY_VALUES, Unit.LINKS, Unit.OPT_OUTS, Unit.STATEMENTS, Unit.ERASURE_REQUESTS);

    private SummedBooks() {}

    /** @param all name of all sources together */
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
