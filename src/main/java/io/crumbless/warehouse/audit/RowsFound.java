package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.RemarkForm;
import java.io.Serializable;
import java.util.List;

/**
 * What came of looking at all rows and files of a snapshot, wherever that was done.
 *
 * @param rules those of which anything was looked at
 * @param origins what the profiles hold
 */
public record RowsFound(List<OfRule> rules, OriginCount.Written origins) implements Serializable {
    /**
     * One rule.
     *
     * @param looked as {@link Audited.Check#looked}
     * @param findings the first
     * @param more how many are left out
     */
    public record OfRule(Rule rule, long looked, List<RemarkForm> findings, long more) implements Serializable {}
}
