package io.crumbless.night.run;

/**
 * A number with its noun, for display.
 *
 * @param of the noun in the plural: {@code memberships}, {@code refused}; also its key for programs
 * @param one the noun in the singular: {@code membership}, {@code refused}
 */
public record Count(long number, String of, String one) {
    /** For nouns with equal singular and plural: {@code linked}, {@code KiB}. */
    public Count(long number, String of) {
        this(number, of, of);
    }

    /** The noun in the form for the number. */
    public String noun() {
        return number == 1 ? one : of;
    }
}
