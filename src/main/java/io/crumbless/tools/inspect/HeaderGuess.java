package io.crumbless.tools.inspect;

import java.util.HashSet;
import java.util.List;

/**
 * States whether the first record of a file names its columns. Where that is not certain it does not: names of columns are shown,
 * and the first record may be a person.
 */
final class HeaderGuess {
    /** So many of a column's values must be of a form for it to be the column's. */
    private static final double MOST = 0.8;

    /** Shorter ids may be as long as a name by chance. */
    private static final int LONG_ID = 8;

    private HeaderGuess() {}

    static boolean isHeader(List<String> first, List<List<String>> rows) {
        for (String name : first) {
            if (!name.isBlank() && TextForm.of(name.strip()) != TextForm.TEXT) {
                return false;
            }
        }
        for (int i = 0; i < first.size(); i++) {
            if (ColumnRole.isKnown(first.get(i)) || isUnlike(first.get(i), rows, i)) {
                return true;
            }
        }
        return rows.isEmpty()
                && new HashSet<>(first).size() == first.size()
                && first.stream().allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9]*([_.-][A-Za-z0-9]+)+"));
    }

    /** Whether values below a name are of a form of their own, or ids of one length which it has not. */
    private static boolean isUnlike(String name, List<List<String>> rows, int column) {
        int said = 0;
        int formed = 0;
        int sameLength = 0;
        int length = rows.isEmpty() ? 0 : rows.get(0).get(column).length();
        for (List<String> row : rows) {
            String text = row.get(column);
            if (NothingWords.isOne(text)) {
                continue;
            }
            said++;
            formed += TextForm.of(text) != TextForm.TEXT ? 1 : 0;
            sameLength += text.length() == length && text.indexOf(' ') < 0 ? 1 : 0;
        }
        boolean ids = length >= LONG_ID && name.length() != length && sameLength == said && said > 2;
        return said > 0 && !name.isBlank() && (formed >= MOST * said || ids);
    }
}
