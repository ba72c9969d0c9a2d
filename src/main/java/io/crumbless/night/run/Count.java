package io.crumbless.night.run;

/**
 * So many of something, for people.
 *
 * @param of what is counted, in the plural: {@code memberships}, {@code refused}; programs know it by this
 * @param one the same of one alone: {@code membership}, {@code refused}
 */
public record Count(long number, String of, String one) {
    /** Of what is said alike of one and of many: {@code linked}, {@code KiB}. */
    public Count(long number, String of) {
        this(number, of, of);
    }

    /** The noun for what is counted, in the form for that number. */
    public String noun() {
        return number == 1 ? one : of;
    }
}
