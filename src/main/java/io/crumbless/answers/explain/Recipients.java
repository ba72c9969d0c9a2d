package io.crumbless.answers.explain;

import io.crumbless.answers.explain.Explanation.RecipientKind;
import io.crumbless.answers.explain.Explanation.Use;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The extracts and contact moments of kept nights that contained values of a person: their recipients must be notified
 * of a rectification, an erasure or a restriction (GDPR Art. 19). Contains purposes and nights, and no value.
 */
public final class Recipients {
    private Recipients() {}

    /**
     * As text: {@code extract personal_offers of 2026-11-21, 2026-11-22; ...}; empty if there are none.
     *
     * @param spellings what is stored about the person, one explanation for each spelling of the id
     */
    public static String of(Collection<Explanation> spellings) {
        Map<String, TreeSet<LocalDate>> nights = new TreeMap<>();
        spellings.stream().flatMap(one -> one.usage().uses().stream()).forEach(use -> nights.computeIfAbsent(
                        name(use), any -> new TreeSet<>())
                .addAll(use.nights()));
        return nights.entrySet().stream()
                .map(entry -> entry.getKey() + " of "
                        + entry.getValue().stream().map(LocalDate::toString).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    private static String name(Use use) {
        return (use.to() == RecipientKind.EXTRACT ? "extract " : "contact moments for ") + use.purpose();
    }
}
