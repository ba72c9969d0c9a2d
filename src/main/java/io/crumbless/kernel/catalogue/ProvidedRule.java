package io.crumbless.kernel.catalogue;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * For how long, and for what, a value the person typed in before there was an admission bar may still fill a gap.
 *
 * @param until the sunset: last business date on which it counts, inclusive
 * @param purposes what it may serve; some of the attribute's purposes, never empty
 */
public record ProvidedRule(LocalDate until, SortedSet<String> purposes) {
    public ProvidedRule {
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
    }
}
