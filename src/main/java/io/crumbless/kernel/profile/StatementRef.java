package io.crumbless.kernel.profile;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a statement of the evidence log. Its id is unique within its source only.
 *
 * @param declarationId id of the statement, as assigned by its source
 * @param source name of the source in the job file; null if it comes from a snapshot of an earlier version
 */
public record StatementRef(String declarationId, @Nullable String source) {
    /** By id, then by source; both in UTF-8 byte order. */
    public static final Comparator<StatementRef> ORDER = Comparator.comparing(
                    StatementRef::declarationId, Utf8Order::compare)
            .thenComparing(StatementRef::source, Comparator.nullsFirst(Utf8Order::compare));
}
