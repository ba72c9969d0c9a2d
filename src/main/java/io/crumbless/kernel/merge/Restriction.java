package io.crumbless.kernel.merge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a person's values is stored and not used, because they asked for it: all of it where processing is restricted
 * (GDPR Art. 18), what serves some purposes where they objected to these (Art. 21) or opted out of them.
 *
 * @param everything whatever purposes it serves
 * @param purposes ids of purposes that nothing serves
 */
public record Restriction(boolean everything, Set<String> purposes) {
    /** Of somebody who restricted nothing. */
    public static final Restriction NONE = new Restriction(false, Set.of());

    /** Of somebody all of whose values are only stored. */
    public static final Restriction EVERYTHING = new Restriction(true, Set.of());

    public Restriction {
        purposes = Set.copyOf(purposes);
    }

    /** Of somebody who objects to purposes. */
    public static Restriction of(Set<String> purposes) {
        return new Restriction(false, purposes);
    }

    /** Both of them. */
    public Restriction and(Restriction other) {
        Set<String> all = new HashSet<>(purposes);
        all.addAll(other.purposes);
        return new Restriction(everything || other.everything, all);
    }

    /** Those of some purposes that a value may still serve; empty where it is only stored. */
    public List<String> leavesOf(List<String> served) {
        if (everything) {
            return List.of();
        }
        return purposes.isEmpty()
                ? served
                : served.stream().filter(purpose -> !purposes.contains(purpose)).toList();
    }
}
