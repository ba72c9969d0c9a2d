package io.crumbless.process;

import java.util.Locale;

/**
 * Formats quantities in messages and tables that are English: {@code 1 row}, {@code 31,204 rows}. For messages in
 * several languages the nouns are among their sentences.
 */
public final class Quantity {
    private Quantity() {}

    /** A number and a noun with a regular plural. */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    public static String of(long number, String one, String many) {
        return grouped(number) + " " + noun(number, one, many);
    }

    /** The noun alone, singular or plural, for tables. */
    public static String noun(long number, String one) {
        return noun(number, one, one + "s");
    }

    public static String noun(long number, String one, String many) {
        return number == 1 ? one : many;
    }

    /** {@code 31,204}, in every locale. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
