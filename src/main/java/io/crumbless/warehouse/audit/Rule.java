package io.crumbless.warehouse.audit;

/** What an audit checks. Each rule belongs to a law of docs/concepts/laws.md. */
public enum Rule {
    FILES_LISTED(8, "the manifest lists every file, and each can be read", "files"),
    BYTES_AS_WRITTEN(8, "every file is byte for byte what was written", "files"),
    MANIFEST_CHAINED(8, "the manifest follows from the one before", "manifests"),
    EVIDENCE_AS_WRITTEN(8, "the evidence is byte for byte what was written", "files"),
    BOOKS_CLOSE(5, "the books close and agree with the files", "accounts"),
    COLUMNS_OF_LAYOUT(1, "columns and footers are those of the layout", "fields"),
    NO_BOUNDS_OF_VALUES(7, "no statistics reveal a special or free value", "column chunks"),
    SUBJECTS_IN_ORDER(8, "subjects stand in order, once each", "rows"),
    STAMPED(8, "every row is of this run, policy and cut-off", "rows"),
    ADMISSIBLE_ORIGIN(1, "nothing inferred survives", "values"),
    JURISDICTION_KNOWN(1, "declared values are of a jurisdiction that the policy knows", "values"),
    LINEAGE_COMPLETE(3, "every value carries its lineage", "values"),
    LINEAGE_RESOLVES(3, "every lineage leads to a statement in force", "values"),
    PURPOSE_BINDS(4, "values serve only what they were declared for", "values"),
    SPECIAL_CATEGORY(4, "special categories have an explicit basis and an end", "values"),
    NOT_OUTLIVED(6, "no value outlives its end", "values"),
    WITHDRAWALS_HONOURED(6, "what was withdrawn is gone", "withdrawals"),
    LOG_FORGETS(6, "the log lets go of values that are gone", "statements"),
    NOTHING_FROM_THE_FUTURE(6, "what was said after the cut-off waits", "statements"),
    ERASED_STAY_GONE(6, "nobody who was erased is there", "rows"),
    RESTRICTED_NOT_USED(4, "nothing is used that people asked not to be used", "rows"),
    EXTRACTS_CUT(4, "extracts hold what their purpose may use, no more and no less", "values"),
    MOMENTS_ASKED_FOR(4, "contact moments follow from a declared date and a chosen channel", "contact moments"),
    REMOVALS_TELL_NOTHING(7, "removals and refusals reveal no segment and no value", "rows");

    private final int law;
    private final String title;
    private final String unit;

    Rule(int law, String title, String unit) {
        this.law = law;
        this.title = title;
        this.unit = unit;
    }

    /** Number of the law in docs/concepts/laws.md. */
    public int law() {
        return law;
    }

    /** Display name. */
    public String title() {
        return title;
    }

    /** The unit that is counted, in the plural. */
    public String unit() {
        return unit;
    }
}
