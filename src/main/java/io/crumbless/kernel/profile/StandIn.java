package io.crumbless.kernel.profile;

import java.util.BitSet;
import java.util.Set;

/**
 * Words that programs such as pandas, spreadsheets and JavaScript write for a missing value, and that forms offer as
 * "no answer". No format defines them as missing, so they are read as text; but none of them is a person's name or id.
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

    /** Not a word of CSV alone, since a format with a null of its own means a text. */
    private static final Set<String> NO_IDS = Set.of(
            "null", "(null)", "<null>", "nan", "NaN", "NAN", "NaT", "None", "<NA>", "N/A", "n/a", "#N/A", "undefined");

    /** First characters of the words: most texts are decided without comparing words. */
    private static final BitSet FIRST = new BitSet();

    static {
        WORDS.forEach(word -> FIRST.set(word.charAt(0)));
        NO_IDS.forEach(word -> FIRST.set(word.charAt(0)));
    }

    private StandIn() {}

    /** Whether a text that should be a value, such as a name, denotes a missing one. */
    public static boolean isOne(String text) {
        return mayBeOne(text) && WORDS.contains(text);
    }

    /** Whether a text that should be an id denotes a missing one. */
    public static boolean isNoId(String text) {
        return mayBeOne(text) && NO_IDS.contains(text);
    }

    private static boolean mayBeOne(String text) {
        return text.length() <= LONGEST && !text.isEmpty() && FIRST.get(text.charAt(0));
    }
}
