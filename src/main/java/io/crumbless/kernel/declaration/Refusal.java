package io.crumbless.kernel.declaration;

import java.util.Locale;

/** Why a record was refused or quarantined. The word is used in the refusals, the balance and the report. */
public enum Refusal {
    /** The record does not have the shape of its file: ragged, undecodable, not an object. */
    MALFORMED,
    /** The record was made with a version of its form that the job file does not list. */
    FORM_VERSION_UNKNOWN,
    SUBJECT_MISSING,
    ID_MISSING,
    ACTION_UNKNOWN,
    ATTRIBUTE_UNKNOWN,
    /** The value does not parse as the attribute's type. */
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
    /** Prefilled, defaulted, implied, bundled or unknown: no declaration. */
    ELICITATION_INADMISSIBLE,
    DECLARED_BY_UNKNOWN,
    /** An assisted channel without the pseudonym of the person who recorded it. */
    RECORDER_MISSING,
    /** An assisted channel without read-back. */
    CONFIRMATION_MISSING,
    /** A channel that must say where its form or recording is kept, and does not. */
    EVIDENCE_MISSING,
    JURISDICTION_MISSING,
    JURISDICTION_UNKNOWN,
    /** Special category without explicit basis. */
    EXPLICIT_BASIS_MISSING,
    /** Special category without an end. */
    EXPIRY_MISSING,
    TIME_MISSING,
    /** Not an ISO 8601 date and time, or an implausible one: before 1990 or after 2199. */
    TIME_INVALID,
    /** A time without zone from a source that names none. */
    TIME_WITHOUT_ZONE,
    /** A time that does not exist in the source's zone, or exists twice. */
    TIME_AMBIGUOUS,
    VALID_UNTIL_INVALID,
    CONFIRMED_INVALID,
    MINOR_WITHOUT_GUARDIAN,
    AGE_UNKNOWN,
    /** A declaration of somebody who asked to be erased, or made before they were re-admitted. */
    SUBJECT_ERASED;

    /** The code, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
