package io.crumbless.kernel.profile;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Names a statement of the evidence log: sources number their statements each for itself.
 *
 * @param declarationId id of the statement, as its source gave it
 * @param source name of the source in the job file; null where a snapshot of an earlier version does not hold it
 */
public record StatementRef(String declarationId, @Nullable String source) {
    /** By id, then by source; both in the order of their UTF-8 bytes. */
    public static final Comparator<StatementRef> ORDER = Comparator.comparing(
                    StatementRef::declarationId, Utf8Order::compare)
            .thenComparing(StatementRef::source, Comparator.nullsFirst(Utf8Order::compare));
}
