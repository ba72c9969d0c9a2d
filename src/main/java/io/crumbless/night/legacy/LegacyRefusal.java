package io.crumbless.night.legacy;

import io.crumbless.columnar.text.Malformed;
import java.util.Arrays;
import java.util.Locale;

/** Why a legacy row, or one value of it, was refused. The code appears in the refusals, the balance and the report. */
public enum LegacyRefusal {
    /** Bytes that are not text in the file's encoding. */
    UNDECODABLE,
    NUL,
    /** CSV: the number of fields differs from the header. */
    RAGGED,
    /** CSV: a broken, unclosed or misplaced quote. */
    QUOTING,
    /** CSV: a field in a different kind of quotes than the rest of the file. */
    OTHER_QUOTES,
    /** CSV: a repeated header. */
    HEADER_AGAIN,
    /** CSV: the row begins with a byte order mark. */
    MARK_INSIDE,
    /** CSV: a comment, or a total at the end of a report. */
    NO_RECORD,
    TOO_LONG,
    /** JSON Lines: the line is not exactly one object. */
    NOT_AN_OBJECT,
    /** The row names no cookie, or no subject if the source is keyed by subject. */
    KEY_MISSING,
    SEGMENT_MISSING,
    /** A tall row without the name of its attribute. */
    ATTRIBUTE_MISSING,
    /** The column of segments does not hold a list. */
    LIST_INVALID,
    /** The value does not parse as the type of the attribute it may fill. */
    VALUE_INVALID,
    TIME_MISSING,
    TIME_INVALID,
    /** A time without an offset, from a source that declares no time zone. */
    TIME_WITHOUT_ZONE,
    /** A local time that was skipped or occurred twice in the source's time zone. */
    TIME_AMBIGUOUS,
    /** A column that says whether the row counts holds neither yes nor no. */
    FLAG_UNCLEAR,
    COOKIE_MISSING,
    SUBJECT_MISSING,
    /** An id of more than {@link DeliveredText#LONGEST_ID_BYTES} bytes. */
    ID_TOO_LONG,
    METHOD_MISSING;

    /** Prefix of the bins of quarantined rows. */
    public static final String BIN = "quarantined:";

    /** The code, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the bin of rows refused for this reason. */
    public String bin() {
        return BIN + word();
    }

    /** Whether the row does not match the structure of its file, as opposed to lacking a value. */
    public boolean ofShape() {
        return Arrays.stream(Malformed.values()).anyMatch(malformed -> of(malformed) == this);
    }

    static LegacyRefusal of(Malformed malformed) {
        return switch (malformed) {
            case UNDECODABLE -> UNDECODABLE;
            case NUL -> NUL;
            case RAGGED -> RAGGED;
            case QUOTING -> QUOTING;
            case OTHER_QUOTES -> OTHER_QUOTES;
            case HEADER_AGAIN -> HEADER_AGAIN;
            case MARK_INSIDE -> MARK_INSIDE;
            case NO_RECORD -> NO_RECORD;
            case TOO_LONG -> TOO_LONG;
            case NOT_AN_OBJECT -> NOT_AN_OBJECT;
        };
    }
}
