package io.crumbless.kernel.merge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which values of a person are stored and not used, at their request: all of them if processing is restricted (GDPR
 * Art. 18), those for certain purposes if they objected to these (Art. 21) or opted out of them.
 *
 * @param everything whether this applies to all values, regardless of their purposes
 * @param purposes ids of purposes that no value may serve
 */
public record Restriction(boolean everything, Set<String> purposes) {
    /** No restriction. */
    public static final Restriction NONE = new Restriction(false, Set.of());

    /** Processing is restricted: all values are only stored. */
    public static final Restriction EVERYTHING = new Restriction(true, Set.of());

    public Restriction {
        purposes = Set.copyOf(purposes);
    }

    /** An objection to these purposes. */
    public static Restriction of(Set<String> purposes) {
        return new Restriction(false, purposes);
    }

    /** The union of both. */
    public Restriction and(Restriction other) {
        Set<String> all = new HashSet<>(purposes);
        all.addAll(other.purposes);
        return new Restriction(everything || other.everything, all);
    }

    /** The purposes, of those given, that a value may still serve; empty if it is only stored. */
    public List<String> remaining(List<String> served) {
        if (everything) {
            return List.of();
        }
        return purposes.isEmpty()
                ? served
                : served.stream().filter(purpose -> !purposes.contains(purpose)).toList();
    }
}
