package io.crumbless.process;

import java.util.Locale;

/**
 * So many of something, in messages and tables that are English: {@code 1 row}, {@code 31,204 rows}. What is reported in other
 * languages too has its nouns among the sentences of {@code legal}.
 */
public final class Quantity {
    private Quantity() {}

    /** Of what takes an s in the plural. */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    public static String of(long number, String one, String many) {
        return grouped(number) + " " + noun(number, one, many);
    }

    /** The noun without its number, for tables; of what takes an s in the plural. */
    public static String noun(long number, String one) {
        return noun(number, one, one + "s");
    }

    public static String noun(long number, String one, String many) {
        return number == 1 ? one : many;
    }

    /** {@code 31,204}, the same in every language setting. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
