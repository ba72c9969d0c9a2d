package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.RemarkForm;
import java.io.Serializable;
import java.util.List;

/**
 * The result of checking all rows and files of a snapshot, wherever that was done.
 *
 * @param rules the rules of which anything was checked
 * @param origins counts of the values in profiles
 */
public record RowsFound(List<OfRule> rules, OriginCount.Written origins) implements Serializable {
    /**
     * The result for one rule.
     *
     * @param looked as {@link Audited.Check#looked}
     * @param findings the first of them
     * @param more number of findings left out
     */
    public record OfRule(Rule rule, long looked, List<RemarkForm> findings, long more) implements Serializable {}
}
