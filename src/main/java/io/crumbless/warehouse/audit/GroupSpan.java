package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.Place;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The range of subjects of one row group, as read from its rows; null if it has none.
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
