package io.crumbless.warehouse.remark;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * The code of a finding or notice. Each has a sentence in every language, {@code remarks_<language>.properties}, whose
 * key is its name in lower case with hyphens.
 */
public enum Code {
    // where
    COLUMN,
    SIDE_BY_SIDE,
    ROW_GROUP,
    ROW,
    ACCESS_LOG,
    ENTRY,
    CONTROL_DATABASE,
    TABLE,

    // how many were left out
    MORE,

    // read back from a record, which contains the English sentence
    AS_RECORDED,

    // files and their bytes
    MISSING,
    MISSING_OR_UNREADABLE,
    NO_PARQUET,
    UNREADABLE,
    UNREADABLE_BECAUSE,
    CHECK_FAILED,
    ROWS_DIFFER(0),
    SIZE_DIFFERS(0),
    BYTES_DIFFER,
    NOT_IN_THE_LAYOUT_OR_TWICE,
    DATASET_WITHOUT_FILE,
    UNLISTED,
    UNLISTED_IN,
    BYTES_DIFFER_FROM,
    NO_HASH_OF_A_FILE,
    LINES_DIFFER,
    EVIDENCE_ELSEWHERE,
    SYMBOLIC_LINK,
    NOT_EMPTY,

    // signatures
    SIGNATURE_MISSING,
    SIGNATURE_DAMAGED,
    SIGNATURE_OF_UNKNOWN_KEY,
    SIGNATURE_DOES_NOT_HOLD,
    PROOF_NOT_READABLE,
    PROOF_FILE_MISSING,
    PROOF_FILE_NOT_LISTED,
    PROOF_DOES_NOT_FIT,
    PROOF_CONTAINER_CHANGED,
    KEY_UNKNOWN,

    // files compared with the control database
    SNAPSHOT_UNKNOWN,
    SNAPSHOT_GONE,
    MANIFEST_IS_ANOTHER,
    POINTER_MOVED,
    POINTER_LEADS_ELSEWHERE,
    TABLE_CHANGED,
    TABLE_OLDER,
    ENTRIES_GONE,
    DOCUMENT_IS_ANOTHER,
    DOCUMENT_UNKNOWN,
    ERASURE_DIFFERS,
    PEOPLE_DIFFER,
    TOMBSTONES_MISSING(0),

    // the anchor
    ANCHOR_LINE_NOT_SIGNED,
    ANCHORED_MANIFEST_DIFFERS,
    ANCHORED_DOCUMENT_DIFFERS,
    STATE_NOT_ANCHORED,

    // manifest, chain and amendments
    POLICY_IS_ANOTHER,
    POLICY_HAS_PROBLEMS,
    POLICY_UNREADABLE,
    LAYOUT_UNKNOWN,
    RUN_ID_OF_ANOTHER_DATE,
    CUT_OFF_OF_ANOTHER_DATE,
    CHAIN_UNREADABLE,
    CHANGED_AFTERWARDS,
    AMENDMENT_DOES_NOT_FOLLOW,
    SEAL_IS_ANOTHER,
    AMENDED_FILE_IS_ANOTHER,
    AMENDED_ROWS_DIFFER,

    // books
    ACCOUNT_OPEN,
    LOG_DIFFERS(0),
    LOG_DIFFERS_AFTER_ERASURE(0),
    BALANCE_IS_ANOTHER,

    // columns and footers
    COLUMN_MISSING,
    COLUMN_TOO_MANY,
    COLUMNS_OUT_OF_ORDER,
    FOOTER_ENTRY_UNKNOWN,
    BOUNDS_TELL_VALUES,
    NO_BLOOM_FILTER,

    // rows
    NO_SUBJECT,
    SUBJECT_OUT_OF_ORDER,
    ROW_GROUP_OUT_OF_ORDER,
    ERASED_PERSON,
    RESTRICTED_PERSON,
    RESTRICTIONS_DIFFER,
    STAMP_DIFFERS,
    CUT_OFF_DIFFERS,
    REMOVED_OF_NO_SOURCE,
    REMOVED_OF_NO_ORIGIN,
    REMOVED_NOTHING,
    REASON_IS_NO_CODE,

    // values and their lineage
    VALUE_WITHOUT_LINEAGE,
    LINEAGE_WITHOUT_VALUE,
    ROW_WITHOUT_VALUE,
    LINEAGE_INCOMPLETE,
    SAID_TOO_LATE,
    LAST_DAY_PASSED,
    ANOTHER_END_THAN_REPORTED,
    ORIGIN_NOT_ACCEPTED,
    NO_PURPOSE,
    PURPOSE_NOT_ALLOWED,
    DECLARED_INCOMPLETELY,
    NOBODY_ACTED,
    NOTICE_UNKNOWN,
    PURPOSE_NOT_EXPLAINED,
    PROVIDED_NAMES_A_DECLARATION,
    PROVIDED_WITHOUT_RULE,
    PROVIDED_AFTER_SUNSET,
    PROVIDED_FOR_ANOTHER_PURPOSE,
    PROVIDED_THOUGH_SAID,

    // values and the statements they are based on
    NO_STATEMENT_IN_FORCE,
    STATEMENT_OF_ANOTHER_VALUE,
    STATEMENT_OF_OTHER_CIRCUMSTANCES,
    LEGAL_BASIS_NOT_TAKEN,
    JURISDICTION_UNKNOWN,
    JURISDICTION_OF_NO_STATEMENT,
    NO_END,
    PURPOSE_NOT_DECLARED,
    TAKEN_BACK,
    OPTED_OUT,
    SEVERAL_STATEMENTS,
    GATHERED_FROM_OTHERS,
    OTHER_ITEMS,
    VALUE_LOST,
    VALUE_LOST_UNKNOWN,

    // the evidence log
    NO_ACTION_OR_FATE,
    VALUE_KEPT,
    END_KEPT,
    ENDS_TOO_LATE,
    DOES_NOT_WAIT,
    WAITS_IN_VAIN,

    // extracts
    DIFFERS_FROM_PROFILE,
    SUBJECT_MISSING_FROM_EXTRACT,
    VALUE_MISSING_FROM_EXTRACT,
    SERVES_ANOTHER_PURPOSE,
    JURISDICTION_DIFFERS,

    // contact moments
    MOMENT_MISSING,
    MOMENT_NOT_ASKED_FOR,
    MOMENT_OF_ANOTHER_DECLARATION,
    MOMENT_FOR_ANOTHER_PURPOSE,
    MOMENT_ON_ANOTHER_CHANNEL,
    MOMENT_AT_ANOTHER_TIME,

    // the measure of retirement
    MEASURE_OF_ANOTHER_RUN,
    MEASURED_PROFILES,
    MEASURED_PROFILES_AFTER_ERASURE(2),
    MEASURED_ON_PROVIDED,
    MEASURED_ON_PROVIDED_AFTER_ERASURE(2),
    MEASURED_DECLARED,
    MEASURED_DECLARED_AFTER_ERASURE(3),
    MEASURED_PROVIDED,
    MEASURED_PROVIDED_AFTER_ERASURE(3),
    MEASURED_SUPPLIED,
    MEASURED_SUPPLIED_AFTER_ERASURE(3),
    SUNSET_DIFFERS,
    MEASURED_UNKNOWN_ATTRIBUTES,
    MEASURED_OTHER_SOURCES,
    SEGMENTS_BEYOND_DELIVERED,
    SEGMENTS_AFTER_SUNSET,
    SEGMENTS_BEYOND_VALUES,
    SEGMENTS_KEEP_WITHOUT_RIGHT,
    SEGMENTS_NOT_OF_EVERY_SOURCE,
    NIGHTS_OUT_OF_ORDER,
    NIGHTS_DIFFER,
    MEASURE_UNREADABLE,

    // forbidden content of outputs
    LEGACY_COOKIE,
    LEGACY_SEGMENT,
    LEGACY_VALUE,

    // the access log
    ENTRY_CHANGED,
    CHAIN_REWRITTEN,

    // unfinished work
    WORK_OF_OTHER_VERSION,

    // legacy sources that were retired
    RETIRED,
    RETIRED_AND_DELIVERED(2),
    RETIRED_AND_NOT_DESTROYED(2);

    private static final int NONE = -1;

    private final int counted;

    Code() {
        this(NONE);
    }

    /**
     * @param counted index of the number that decides between singular and plural; the key of the singular is {@code
     *     <key>.one}
     */
    Code(int counted) {
        this.counted = counted;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    OptionalInt counted() {
        return counted == NONE ? OptionalInt.empty() : OptionalInt.of(counted);
    }
}
