package io.crumbless.warehouse.audit;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one {@link AuditPart}.
 *
 * @param span of a row group; null if it could not be read
 * @param withdrawals in a row group of the log
 * @param origins of a slice; null if it could not be read
 */
public record PartFound(
        List<RowsFound.OfRule> rules,
        @Nullable GroupSpan span,
        @Nullable LoggedWithdrawals withdrawals,
        OriginCount.@Nullable Written origins)
        implements Serializable {}
