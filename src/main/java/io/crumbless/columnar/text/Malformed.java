package io.crumbless.columnar.text;

import java.util.Locale;

/** Why a record of a text file does not have the shape of its file. */
public enum Malformed {
    /** Bytes that are invalid in the file's encoding; also an unpaired surrogate. */
    UNDECODABLE,
    /** A NUL character, which databases and most readers reject. */
    NUL,
    /** CSV: another number of fields than the header. */
    RAGGED,
    /** CSV: a quote that is never closed, or one in an invalid place: after a blank, a letter or a backslash. */
    QUOTING,
    /** CSV: a field in another kind of quotes than the file uses. */
    OTHER_QUOTES,
    /** CSV: a repeated header, as in a concatenated file. */
    HEADER_AGAIN,
    /** CSV: begins with a byte order mark, as in a concatenated file. */
    MARK_INSIDE,
    /** CSV: a comment, or a total at the end of a report. */
    NO_RECORD,
    /** Longer than {@link CsvRows#LONGEST_RECORD_CHARS}. */
    TOO_LONG,
    /** JSON Lines: not a single JSON object, or one with a duplicate key. */
    NOT_AN_OBJECT;

    /** Whether it may be the beginning of a record in a truncated file. */
    public boolean mayBeCut() {
        return this != HEADER_AGAIN && this != MARK_INSIDE && this != NO_RECORD;
    }

    /** The reason, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
