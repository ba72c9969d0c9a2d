package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * States whether the first record of a file names its columns. Where that is not certain it does not: names of columns are shown,
 * and the first record may be a person.
 */
final class HeaderGuess {
    /** So many of a column's values must be of a form for it to be the column's. */
    private static final double MOST = 0.8;

    private static final int MOST_ROWS_OF_LABELS = 3;

    /** Shorter ids may be as long as a name by chance. */
    private static final int LONG_ID = 8;

    private HeaderGuess() {}

    /**
     * How many of the first records are of labels: the wording of questions, or ids of columns as survey tools write them. They have
     * no time, no number and no id where the others have one, in two columns at least.
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

    /** As Qualtrics writes them. */
    private static boolean isOfImportIds(List<String> row) {
        return row.stream().anyMatch(text -> !text.isEmpty())
                && row.stream().allMatch(text -> text.isEmpty() || text.matches("\\{\\s*\"ImportId\".*"));
    }

    /** Columns of which no record says anything but numbers, times and the like, and two do. */
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
