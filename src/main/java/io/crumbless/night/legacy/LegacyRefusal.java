package io.crumbless.night.legacy;

import io.crumbless.columnar.text.Malformed;
import java.util.Arrays;
import java.util.Locale;

/** Why a legacy row, or one value of it, could not be read. The word stands in the refusals, the balance and the report. */
public enum LegacyRefusal {
    /** Bytes that are no text in the file's encoding. */
    UNDECODABLE,
    NUL,
    /** CSV: other than as many fields as the header. */
    RAGGED,
    /** CSV: a broken or unclosed quote, or one where none may stand. */
    QUOTING,
    /** CSV: a field inside another kind of quotes than the file has. */
    OTHER_QUOTES,
    /** CSV: the header again. */
    HEADER_AGAIN,
    /** CSV: begins with a byte order mark. */
    MARK_INSIDE,
    /** CSV: a comment, or a sum at the end of a report. */
    NO_RECORD,
    TOO_LONG,
    /** JSON Lines: not one object. */
    NOT_AN_OBJECT,
    /** The row names no cookie, or no subject where the source is keyed by subject. */
    KEY_MISSING,
    SEGMENT_MISSING,
    /** A tall row without the name of its attribute. */
    ATTRIBUTE_MISSING,
    /** The column of segments holds no list. */
    LIST_INVALID,
    /** The value does not parse as the type of the attribute it may fill. */
    VALUE_INVALID,
    TIME_MISSING,
    TIME_INVALID,
    /** A time without zone from a source that names none. */
    TIME_WITHOUT_ZONE,
    /** A time that the clocks of the source's zone skipped or showed twice. */
    TIME_AMBIGUOUS,
    /** A column that says whether the row counts says neither yes nor no. */
    FLAG_UNCLEAR,
    COOKIE_MISSING,
    SUBJECT_MISSING,
    /** An id of more than {@link DeliveredText#LONGEST_ID_BYTES} bytes. */
    ID_TOO_LONG,
    METHOD_MISSING;

    /** What the bins of rows begin with that were kept apart. */
    public static final String BIN = "quarantined:";

    /** The code, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name of the bin of rows that ended this way. */
    public String bin() {
        return BIN + word();
    }

    /** Whether the row has not the shape of its file, rather than lack a value. */
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
