package io.crumbless.columnar.text;

import java.util.Locale;

/** Why a record of a text file has not the shape of its file. */
public enum Malformed {
    /** Bytes that are no text in the file's encoding; also a lone half of a surrogate pair. */
    UNDECODABLE,
    /** A NUL character, which no database and few readers take. */
    NUL,
    /** CSV: other than as many fields as the header. */
    RAGGED,
    /** CSV: a quote that is never closed, or one that is not allowed: after a blank, a letter or a backslash. */
    QUOTING,
    /** CSV: a field inside another kind of quotes than the file has. */
    OTHER_QUOTES,
    /** CSV: the header again, as where files were put together. */
    HEADER_AGAIN,
    /** CSV: begins with a byte order mark, as where files were put together. */
    MARK_INSIDE,
    /** CSV: a comment, or a sum at the end of a report. */
    NO_RECORD,
    /** Longer than {@link CsvRows#LONGEST_RECORD_CHARS}. */
    TOO_LONG,
    /** JSON Lines: not one JSON object, or an object that names a key twice. */
    NOT_AN_OBJECT;

    /** Whether it may be the first part of a record whose file was cut off. */
    public boolean mayBeCut() {
        return this != HEADER_AGAIN && this != MARK_INSIDE && this != NO_RECORD;
    }

    /** The reason, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
