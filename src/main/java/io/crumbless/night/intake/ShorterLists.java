package io.crumbless.night.intake;

import io.crumbless.process.Quantity;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Detects lists of legacy opt-outs that are shorter than on the previous night. Such an opt-out is in force as long as
 * a list contains the person. Somebody who is no longer on it has opted in again, or was lost because the list was
 * truncated or contains only new entries; these cases cannot be distinguished.
 */
public final class ShorterLists {
    private final Manifest before;

    /** @param before manifest of the current snapshot */
    public ShorterLists(Manifest before) {
        this.before = before;
    }

    /** A notice for each. */
    public List<String> notices(Intake tonight) {
        Map<String, Long> now = tonight.optOuts().stream()
                .filter(delivery -> delivery.source().terms().ofLegacy())
                .collect(Collectors.groupingBy(
                        Delivery::sourceName, TreeMap::new, Collectors.summingLong(Delivery::records)));
        return now.entrySet().stream()
                .filter(source -> source.getValue() < recordsBefore(source.getKey()))
                .map(
                        source -> "Opt-outs '" + source.getKey() + "' hold "
                                + Quantity.of(source.getValue(), "record") + ", and held "
                                + recordsBefore(source.getKey())
                                + " for " + before.businessDate()
                                + ": anyone they no longer name counts as not opted out of legacy values. Deliver everybody who has opted out, every night")
                .toList();
    }

    private long recordsBefore(String source) {
        return before.inputs().stream()
                .filter(input ->
                        input.kind().equals(Delivery.OPT_OUTS) && input.source().equals(source))
                .mapToLong(Manifest.Input::records)
                .sum();
    }
}
