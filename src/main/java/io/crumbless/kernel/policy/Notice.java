package io.crumbless.kernel.policy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One version of a text that explains purposes.
 *
 * @param texts by language, in alphabetical order; never empty
 * @param purposes ids of the purposes it explains
 * @param validFrom first day on which it was shown
 * @param validTo first day on which it was no longer shown; empty while it is in use
 */
public record Notice(
        String id,
        String version,
        Map<String, NoticeText> texts,
        SortedSet<String> purposes,
        LocalDate validFrom,
        Optional<LocalDate> validTo) {
    public Notice {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
    }

    /** Whether it was shown on that day. */
    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && validTo.map(day::isBefore).orElse(true);
    }
}
