package io.crumbless.settings.policy;

import java.util.Set;

/** Names that attributes must not have. */
public final class ReservedNames {
    /** Columns that every profile has in addition to its attributes. */
    private static final Set<String> FIXED_COLUMNS =
            Set.of("subject_id", "jurisdiction", "run_id", "policy_version", "as_of");

    /** SQL keywords, which analysts would have to quote in every query. */
    private static final Set<String> SQL_WORDS = Set.of(
            ("all and any array as asc between both by case cast check column constraint create cross current default"
                            + " delete desc distinct drop else end except exists false fetch for foreign from full"
                            + " grant group having in inner insert intersect into is join lateral leading left like"
                            + " limit natural not null offset on only or order outer primary references right select"
                            + " set some table then to trailing true union unique update user using values when where"
                            + " window with")
                    .split(" "));

    private ReservedNames() {}

    /** Whether an attribute must not have this name. */
    public static boolean areTaken(String name) {
        return isColumn(name) || isWordOfSql(name);
    }

    static boolean isColumn(String name) {
        return FIXED_COLUMNS.contains(name);
    }

    static boolean isWordOfSql(String name) {
        return SQL_WORDS.contains(name);
    }
}
