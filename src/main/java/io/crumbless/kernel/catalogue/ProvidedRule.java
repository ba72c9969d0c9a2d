package io.crumbless.kernel.catalogue;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How long, and for which purposes, a provided value may fill a gap: one that the person typed in before there was an
 * admission bar.
 *
 * @param until the sunset: last business date on which it counts, inclusive
 * @param purposes the purposes that it may serve: a subset of the attribute's purposes, never empty
 */
public record ProvidedRule(LocalDate until, SortedSet<String> purposes) {
    public ProvidedRule {
        purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
    }
}
