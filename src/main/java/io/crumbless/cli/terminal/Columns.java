package io.crumbless.cli.terminal;

import java.util.List;

/** Lays out rows in aligned columns; cells of digits are aligned right. */
public final class Columns {
    private static final String GAP = "   ";

    private Columns() {}

    public static void append(StringBuilder text, List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        boolean[] digits = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            for (List<String> row : rows) {
                if (column < row.size()) {
                    String cell = row.get(column);
                    widths[column] = Math.max(widths[column], cell.length());
                    digits[column] |= cell.matches("[0-9,.]+");
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String space = " ".repeat(widths[column] - row.get(column).length());
                boolean right = digits[column] && row.get(column).matches("[0-9,.]*");
                line.append(column == 0 ? "" : column > 1 && digits[column - 1] ? " " : GAP)
                        .append(right ? space + row.get(column) : row.get(column) + space);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
