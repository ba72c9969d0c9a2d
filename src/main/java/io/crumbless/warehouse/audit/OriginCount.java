package io.crumbless.warehouse.audit;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the values of profiles by attribute and origin, as read back. Not thread-safe. */
public final class OriginCount {
    private final long[] declared;
    private final long[] provided;

    /** By source, attribute and rule of provided values, separated by blanks. */
    private final SortedMap<String, Long> supplies = new TreeMap<>();

    private long subjectsOnProvided;

    OriginCount(int attributes) {
        this.declared = new long[attributes];
        this.provided = new long[attributes];
    }

    void declared(int attribute) {
        declared[attribute]++;
    }

    void provided(int attribute, String supply) {
        provided[attribute]++;
        supplies.merge(supply, 1L, Long::sum);
    }

    void subjectOnProvided() {
        subjectsOnProvided++;
    }

    /** The counts in serialisable form; like the fields. */
    public record Written(long[] declared, long[] provided, SortedMap<String, Long> supplies, long subjectsOnProvided)
            implements Serializable {}

    Written written() {
        return new Written(declared, provided, supplies, subjectsOnProvided);
    }

    /** Adds counts of other parts. */
    void add(Written other) {
        for (int i = 0; i < declared.length; i++) {
            declared[i] += other.declared()[i];
            provided[i] += other.provided()[i];
        }
        other.supplies().forEach((supply, values) -> supplies.merge(supply, values, Long::sum));
        subjectsOnProvided += other.subjectsOnProvided();
    }

    long declaredOf(int attribute) {
        return declared[attribute];
    }

    long providedOf(int attribute) {
        return provided[attribute];
    }

    Map<String, Long> supplies() {
        return supplies;
    }

    long subjectsOnProvided() {
        return subjectsOnProvided;
    }
}
