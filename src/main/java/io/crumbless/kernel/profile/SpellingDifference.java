package io.crumbless.kernel.profile;

/** What two spellings of one id may differ in. */
public enum SpellingDifference {
    /** {@code C-7} and {@code c-7}. */
    CASE("case"),

    /** {@code 0007} and {@code 7}; of numbers alone. */
    LEADING_ZEROS("leading-zeros"),

    /** {@code 7.0}, {@code 7.} and {@code 7}, {@code 1.2345e4} and {@code 12345}: a number that another program wrote. */
    POINT_ZERO("point-zero"),

    /** White space around it, characters nobody sees, and the width of letters and digits. */
    INVISIBLE("invisible"),

    /** {@code ada%40shop.example} and {@code ada@shop.example}: as URLs and forms write it. Ignored only where a job says so. */
    URL_ENCODING("url-encoding");

    private final String word;

    SpellingDifference(String word) {
        this.word = word;
    }

    /** As a job file spells it. */
    public String word() {
        return word;
    }
}
