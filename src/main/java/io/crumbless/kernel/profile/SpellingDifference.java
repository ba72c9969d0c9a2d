package io.crumbless.kernel.profile;

/** A difference between two spellings of the same id. */
public enum SpellingDifference {
    /** {@code C-7} and {@code c-7}. */
    CASE("case"),

    /** {@code 0007} and {@code 7}; for numbers only. */
    LEADING_ZEROS("leading-zeros"),

    /**
     * {@code 7.0}, {@code 7.} and {@code 7}, {@code 1.2345e4} and {@code 12345}: a number that a program reformatted.
     */
    POINT_ZERO("point-zero"),

    /** Surrounding white space, invisible characters, and the width of letters and digits. */
    INVISIBLE("invisible"),

    /**
     * {@code ada%40shop.example} and {@code ada@shop.example}: percent-encoded as in URLs. Ignored only if the job file
     * configures it.
     */
    URL_ENCODING("url-encoding");

    private final String word;

    SpellingDifference(String word) {
        this.word = word;
    }

    /** The word in job files. */
    public String word() {
        return word;
    }
}
