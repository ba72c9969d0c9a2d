package io.crumbless.tools.init;

import io.crumbless.tools.inspect.ColumnRole;
import java.util.List;

/** The kinds of sources, with the roles that their columns may have. */
public enum SourceKind {
    MEMBERSHIPS(
            "legacy",
            List.of(
                    ColumnRole.COOKIE_ID,
                    ColumnRole.SUBJECT_ID,
                    ColumnRole.SEGMENT,
                    ColumnRole.ATTRIBUTE,
                    ColumnRole.VALUE,
                    ColumnRole.SCORE,
                    ColumnRole.COLLECTED_BY,
                    ColumnRole.SOURCE_SYSTEM,
                    ColumnRole.ASSIGNED_AT)),
    LINKS("links", List.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID, ColumnRole.METHOD, ColumnRole.LINKED_AT)),
    OPT_OUTS("opt-outs", List.of(ColumnRole.COOKIE_ID, ColumnRole.SUBJECT_ID)),
    DECLARATIONS(
            "declarations",
            List.of(
                    ColumnRole.DECLARATION_ID,
                    ColumnRole.SUBJECT_ID,
                    ColumnRole.ACTION,
                    ColumnRole.ATTRIBUTE,
                    ColumnRole.VALUE,
                    ColumnRole.PURPOSES,
                    ColumnRole.NOTICE_ID,
                    ColumnRole.NOTICE_VERSION,
                    ColumnRole.NOTICE_LANGUAGE,
                    ColumnRole.CHANNEL,
                    ColumnRole.ELICITATION,
                    ColumnRole.DECLARED_BY,
                    ColumnRole.RECORDED_BY,
                    ColumnRole.CONFIRMED,
                    ColumnRole.DECLARED_AT,
                    ColumnRole.VALID_UNTIL,
                    ColumnRole.JURISDICTION,
                    ColumnRole.LEGAL_BASIS,
                    ColumnRole.EVIDENCE_REF,
                    ColumnRole.REVISED_AT)),
    ERASURES("erasures", List.of(ColumnRole.SUBJECT_ID, ColumnRole.REQUESTED_AT, ColumnRole.REASON));

    private final String option;
    private final List<ColumnRole> roles;

    SourceKind(String option, List<ColumnRole> roles) {
        this.option = option;
        this.roles = roles;
    }

    /** The command-line option for sources of this kind. */
    public String option() {
        return option;
    }

    List<ColumnRole> roles() {
        return roles;
    }
}
