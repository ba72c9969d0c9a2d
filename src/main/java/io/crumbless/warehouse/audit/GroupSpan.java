package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.Place;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One row group and the subjects it goes from and to, as read from its rows; null where it has none.
 *
 * @param file path below the snapshot
 */
record GroupSpan(
        String file,
        int rowGroup,
        @Nullable SubjectBytes first,
        @Nullable SubjectBytes last) implements Serializable {
    Place place() {
        return Place.of(file).rowGroup(rowGroup);
    }

    boolean endsBefore(@Nullable SubjectBytes from) {
        return last == null || (from != null && last.compareTo(from) < 0);
    }
}
