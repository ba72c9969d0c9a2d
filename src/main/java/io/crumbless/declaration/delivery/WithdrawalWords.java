package io.crumbless.declaration.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Tells whether a record nobody can read may be a withdrawal or an erasure. It looks for words, so it errs: on the side
 * on which a run stops for nothing.
 */
final class WithdrawalWords {
    private static final List<String> WORDS =
            List.of("withdraw", "revoke", "opt-out", "opt out", "opt_out", "optout", "erase", "delete", "widerruf");

    /** Letters kept from one stretch of a line to the next, so that no word is cut. */
    private static final int LONGEST = 8;

    private static final int STRETCH = 1 << 16;

    private WithdrawalWords() {}

    static boolean in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    /**
     * Numbers of the lines, from 1, that hold such a word. A line ends at LF, CRLF or CR; at LF only if so told. Lines of
     * any length are looked at whole, without being held.
     */
    static BitSet lines(Reader text, boolean endAtCarriageReturn) throws IOException {
        BitSet found = new BitSet();
        StringBuilder stretch = new StringBuilder();
        int line = 1;
        boolean afterCarriageReturn = false;
        try (BufferedReader in = new BufferedReader(text, STRETCH)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                boolean secondOfPair = c == '\n' && afterCarriageReturn;
                afterCarriageReturn = endAtCarriageReturn && c == '\r';
                if (secondOfPair) {
                    continue;
                }
                if (c == '\n' || afterCarriageReturn) {
                    note(found, line, stretch);
                    stretch.setLength(0);
                    line++;
                } else {
                    stretch.append((char) c);
                    if (stretch.length() == STRETCH) {
                        note(found, line, stretch);
                        stretch.delete(0, STRETCH - LONGEST);
                    }
                }
            }
        }
        note(found, line, stretch);
        return found;
    }

    private static void note(BitSet found, int line, StringBuilder stretch) {
        if (!found.get(line) && in(stretch.toString())) {
            found.set(line);
        }
    }
}
