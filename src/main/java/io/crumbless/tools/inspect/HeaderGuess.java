package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Decides whether the first record of a file names its columns. In case of doubt it does not: column names are
 * displayed, and the first record may contain personal data.
 */
final class HeaderGuess {
    /** Minimum share of values for a form to be that of the column. */
    private static final double MOST = 0.8;

    private static final int MOST_ROWS_OF_LABELS = 3;

    /** Shorter ids may have the same length as a name by chance. */
    private static final int LONG_ID = 8;

    private HeaderGuess() {}

    /**
     * The number of label rows at the beginning, with the wording of questions or column ids as survey tools write
     * them. In at least two columns, these rows lack the time, number or id that the other rows have.
     */
    static int rowsOfLabels(List<List<String>> rows) {
        int most = Math.min(MOST_ROWS_OF_LABELS, rows.size());
        for (int row = 0; row < most; row++) {
            if (isOfImportIds(rows.get(row))) {
                return row + 1;
            }
        }
        for (int count = most; count > 0; count--) {
            List<Integer> formed = formedColumns(rows.subList(count, rows.size()));
            if (formed.size() > 1 && rows.subList(0, count).stream().allMatch(row -> isOfLabels(row, formed))) {
                return count;
            }
        }
        return 0;
    }

    /** Whether a row holds import ids as written by Qualtrics. */
    private static boolean isOfImportIds(List<String> row) {
        return row.stream().anyMatch(text -> !text.isEmpty())
                && row.stream().allMatch(text -> text.isEmpty() || text.matches("\\{\\s*\"ImportId\".*"));
    }

    /** Columns that hold only numbers, times and the like, in at least two records. */
    private static List<Integer> formedColumns(List<List<String>> rows) {
        List<Integer> formed = new ArrayList<>();
        for (int column = 0; !rows.isEmpty() && column < rows.get(0).size(); column++) {
            int at = column;
            List<String> said = rows.stream()
                    .map(row -> row.get(at))
                    .filter(text -> !NothingWords.isOne(text))
                    .toList();
            if (said.size() > 1 && said.stream().allMatch(text -> TextForm.of(text) != TextForm.TEXT)) {
                formed.add(column);
            }
        }
        return formed;
    }

    private static boolean isOfLabels(List<String> row, List<Integer> formed) {
        boolean anything = row.stream().anyMatch(text -> !NothingWords.isOne(text));
        return anything
                && formed.stream()
                        .map(row::get)
                        .allMatch(text ->
                                text.isEmpty() || (!NothingWords.isOne(text) && TextForm.of(text) == TextForm.TEXT));
    }

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

    /** Whether the values below a name have a form, or are ids of equal length, unlike the name. */
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
