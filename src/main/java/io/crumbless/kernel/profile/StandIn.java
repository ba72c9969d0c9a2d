package io.crumbless.kernel.profile;

import java.util.BitSet;
import java.util.Set;

/**
 * Recognises words that stand in for a missing value: those that pandas, spreadsheets or JavaScript write, and those
 * that forms offer as "no answer". No format defines them as missing, so they are read as text; but none of them is a
 * person's name or id.
 */
public final class StandIn {
    private static final int LONGEST = 20;

    private static final Set<String> WORDS = Set.of(
            "NULL",
            "null",
            "(null)",
            "<null>",
            "[null]",
            "\\N",
            "''",
            "nan",
            "NaN",
            "NAN",
            "-nan",
            "NaT",
            "None",
            "<NA>",
            "N/A",
            "n/a",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "#NAME?",
            "#NULL!",
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NUM!",
            "#SPILL!",
            "#CALC!",
            "#FIELD!",
            "#BLOCKED!",
            "#UNKNOWN!",
            "####",
            "########",
            "undefined",
            "nil",
            "<nil>",
            "(NULL)",
            "\"NULL\"",
            "\"\"",
            "[]",
            "{}",
            "[object Object]",
            "Array",
            "-",
            "--",
            "---",
            ".",
            "...",
            "?",
            "??",
            "n.a.",
            "N.A.",
            "TBD",
            "Prefer not to say",
            "prefer not to say",
            "Prefer not to answer",
            "No answer",
            "no answer",
            "Don't know",
            "Keine Angabe",
            "keine Angabe",
            "k.A.",
            "k. A.",
            "Weiß nicht",
            "weiß nicht");

    /** Words that are stand-ins in place of an id, in every format. */
    private static final Set<String> NO_IDS = Set.of(
            "null", "(null)", "<null>", "nan", "NaN", "NAN", "NaT", "None", "<NA>", "N/A", "n/a", "#N/A", "undefined");

    /** First characters of the words, so that most texts are decided without comparing words. */
    private static final BitSet FIRST = new BitSet();

    static {
        WORDS.forEach(word -> FIRST.set(word.charAt(0)));
        NO_IDS.forEach(word -> FIRST.set(word.charAt(0)));
    }

    private StandIn() {}

    /** Whether a text that should be a value, such as a name, stands in for a missing one. */
    public static boolean isOne(String text) {
        return mayBeOne(text) && WORDS.contains(text);
    }

    /** Whether a text that should be an id stands in for a missing one. */
    public static boolean isNoId(String text) {
        return mayBeOne(text) && NO_IDS.contains(text);
    }

    private static boolean mayBeOne(String text) {
        return text.length() <= LONGEST && !text.isEmpty() && FIRST.get(text.charAt(0));
    }
}
