package io.crumbless.text;

import java.util.Locale;

/** Why a record of a text file has not the shape of its file. */
public enum Malformed {
    /** Bytes that are no text in the file's encoding; also a lone half of a surrogate pair. */
    UNDECODABLE,
    /** A NUL character, which no database and few readers take. */
    NUL,
    /** CSV: other than as many fields as the header. */
    RAGGED,
    /** CSV: text after a closing quote, or a quote that is never closed. */
    QUOTING,
    /** Longer than {@link CsvRows#LONGEST_RECORD_CHARS}. */
    TOO_LONG,
    /** JSON Lines: not one JSON object, or an object that names a key twice. */
    NOT_AN_OBJECT;

    /** The reason, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
