package io.crumbless.columnar.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Distinguishes a text of several lines from records that a stray quote has merged into one. If a quote opens in one
 * record and closes in a later one, everything between them becomes the text of one field, and a withdrawal among them
 * would be lost silently.
 *
 * <p>A line inside a record looks like a record if it has as many fields as the header, none of them begins with a
 * blank, as after a comma in prose, and its first field resembles that of the record: with digits if that has some,
 * without blanks if that has none. It must be entirely inside quotes, or be the last line of a record whose first line
 * has as many fields too. If the writer quotes all fields, a line without quotes is not a record: the caller checks
 * that first.
 */
final class CsvSwallowed {
    private final CsvDialect dialect;
    private final int fields;
    private final List<String> lines;

    private CsvSwallowed(CsvDialect dialect, int fields, List<String> lines) {
        this.dialect = dialect;
        this.fields = fields;
        this.lines = lines;
    }

    /**
     * Number of lines from the start of the record to the first that looks like a record; 0 if none does.
     *
     * @param record including its quotes
     * @param fields number of fields of the header
     */
    static int line(String record, CsvDialect dialect, int fields) {
        List<String> lines = List.of(record.split("\r\n|\n|\r"));
        CsvSwallowed suspects = new CsvSwallowed(dialect, fields, lines);
        int last = lines.size() - 1;
        for (int i = 1; i < last; i++) {
            if (suspects.quotes(lines.get(i)) == 0 && suspects.isLikeARecord(lines.get(i))) {
                return i;
            }
        }
        return last > 0 && suspects.endsLikeItBegins() ? last : 0;
    }

    private boolean endsLikeItBegins() {
        String end = lines.get(lines.size() - 1);
        return quotes(lines.get(0)) == 1
                && quotes(end) == 1
                && fieldsOf(lines.get(0)).size() == fields
                && isLikeARecord(end);
    }

    private boolean isLikeARecord(String line) {
        List<String> found = fieldsOf(line);
        if (found.size() != fields || found.stream().anyMatch(field -> field.startsWith(" "))) {
            return false;
        }
        List<String> begun = fieldsOf(lines.get(0));
        int named = 0;
        while (named < found.size() - 1 && found.get(named).isEmpty()) {
            named++;
        }
        return named >= begun.size() || isLike(found.get(named), begun.get(named));
    }

    private static boolean isLike(String field, String model) {
        return model.isEmpty() || (hasDigit(field) == hasDigit(model) && (model.contains(" ") || !field.contains(" ")));
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private long quotes(String line) {
        return line.chars().filter(c -> c == dialect.quote()).count();
    }

    private List<String> fieldsOf(String line) {
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int at = line.indexOf(dialect.delimiter()); at >= 0; at = line.indexOf(dialect.delimiter(), from)) {
            found.add(unquoted(line.substring(from, at)));
            from = at + 1;
        }
        found.add(unquoted(line.substring(from)));
        return found;
    }

    private String unquoted(String field) {
        return field.replace(String.valueOf(dialect.quote()), "");
    }
}
