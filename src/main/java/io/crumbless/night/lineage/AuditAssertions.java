package io.crumbless.night.lineage;

import io.crumbless.warehouse.audit.Rule;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The result of a night's audit as data quality assertions for catalogues: one per check. Checks that are common
 * elsewhere have the usual names; the others have those of {@code crumbless audit}.
 */
final class AuditAssertions {
    private static final Map<Rule, String> NAMES = new EnumMap<>(Map.of(
            Rule.ADMISSIBLE_ORIGIN, "no_inferred_values",
            Rule.LINEAGE_RESOLVES, "every_value_has_declaration",
            Rule.WITHDRAWALS_HONOURED, "no_withdrawn",
            Rule.NOT_OUTLIVED, "no_expired",
            Rule.SPECIAL_CATEGORY, "special_has_basis",
            // The layout has no column for cookie ids, and files have no other columns.
            Rule.COLUMNS_OF_LAYOUT, "no_cookie_ids"));

    private AuditAssertions() {}

    /** @param broken the rules with findings */
    static void add(ObjectNode output, Set<Rule> broken) {
        ArrayNode assertions = LiveEvents.facet(
                        output.withObject("/facets"),
                        "dataQualityAssertions",
                        "1-1-0/DataQualityAssertionsDatasetFacet")
                .putArray("assertions");
        for (Rule rule : Rule.values()) {
            // Ensured by the kernel during nights; checked by {@code crumbless audit}.
            if (rule != Rule.ERASED_STAY_GONE) {
                assertions
                        .addObject()
                        .put("assertion", NAMES.getOrDefault(rule, rule.name().toLowerCase(Locale.ROOT)))
                        .put("success", !broken.contains(rule))
                        .put("severity", "error")
                        .put("description", rule.title());
            }
        }
    }
}
