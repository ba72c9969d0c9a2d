package io.crumbless.night.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Decides which pieces of a dataset are joined to one part file. Depends on the pieces alone. */
public final class PartGroups {
    /** Large enough that readers open few files, small enough that several fit into the staging. */
    static final long PART_BYTES = 128L << 20;

    private PartGroups() {}

    /**
     * Groups of adjacent pieces; pieces without rows are left out unless there are no others.
     *
     * @param pieces at least one, in the order of their ranges
     */
    public static <T> List<List<T>> of(List<T> pieces, ToLongFunction<T> rows, ToLongFunction<T> bytes) {
        List<List<T>> groups = new ArrayList<>();
        List<T> group = new ArrayList<>();
        long held = 0;
        for (T piece : pieces) {
            if (rows.applyAsLong(piece) > 0) {
                if (held > 0 && held + bytes.applyAsLong(piece) > PART_BYTES) {
                    groups.add(group);
                    group = new ArrayList<>();
                    held = 0;
                }
                group.add(piece);
                held += bytes.applyAsLong(piece);
            }
        }
        if (!group.isEmpty() || groups.isEmpty()) {
            groups.add(group.isEmpty() ? List.of(pieces.get(0)) : group);
        }
        return groups;
    }

    /** Name of a part file. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "part-%05d.parquet", number);
    }
}
