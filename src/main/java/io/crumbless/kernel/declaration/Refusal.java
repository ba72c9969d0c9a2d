package io.crumbless.kernel.declaration;

import java.util.Locale;

/** Why a record was refused or quarantined. Its word appears in the refusals dataset, the balance and the report. */
public enum Refusal {
    /** The record does not have the shape of its file: ragged, undecodable, not an object. */
    MALFORMED,
    /** The version of the form that the record names is not listed in the job file. */
    FORM_VERSION_UNKNOWN,
    SUBJECT_MISSING,
    ID_MISSING,
    ACTION_UNKNOWN,
    ATTRIBUTE_UNKNOWN,
    /** The value cannot be parsed as the attribute's type. */
    VALUE_INVALID,
    PURPOSE_MISSING,
    PURPOSE_NOT_ALLOWED,
    PURPOSE_NOT_IN_NOTICE,
    NOTICE_MISSING,
    NOTICE_UNKNOWN,
    NOTICE_NOT_YET_VALID,
    NOTICE_NO_LONGER_VALID,
    NOTICE_LANGUAGE_UNKNOWN,
    CHANNEL_UNKNOWN,
    /** Prefilled, defaulted, implied, bundled or unknown: not a declaration. */
    ELICITATION_INADMISSIBLE,
    DECLARED_BY_UNKNOWN,
    /** An assisted channel without the pseudonym of the person who recorded the declaration. */
    RECORDER_MISSING,
    /** An assisted channel without confirmation that it was read back. */
    CONFIRMATION_MISSING,
    /** A channel that requires a reference to its form or recording, and has none. */
    EVIDENCE_MISSING,
    JURISDICTION_MISSING,
    JURISDICTION_UNKNOWN,
    /** Special category without explicit legal basis. */
    EXPLICIT_BASIS_MISSING,
    /** Special category without an end date. */
    EXPIRY_MISSING,
    TIME_MISSING,
    /** Not an ISO 8601 date and time, or an implausible one: before 1990 or after 2199. */
    TIME_INVALID,
    /** A time without offset, from a source that names no zone. */
    TIME_WITHOUT_ZONE,
    /** A local time in a daylight saving gap or overlap of the source's zone. */
    TIME_AMBIGUOUS,
    VALID_UNTIL_INVALID,
    CONFIRMED_INVALID,
    MINOR_WITHOUT_GUARDIAN,
    AGE_UNKNOWN,
    /** A declaration of a person who asked to be erased, or made before they were re-admitted. */
    SUBJECT_ERASED;

    /** The code, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
