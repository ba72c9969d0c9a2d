package io.crumbless.columnar.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Distinguishes a text of several lines from records that a stray quote has merged into one. A quote that opens in one
 * record and closes in a later one makes all between them text of one field; a withdrawal among them would be lost
 * silently.
 *
 * <p>A line inside a record looks like a record if it has as many fields as the header, none of them begins with a
 * blank, as what follows a comma in prose does, and its first field is like that of the record: with digits where that
 * has some, without blanks where that has none. It must stand wholly inside quotes, or be the last line of a record
 * whose first line has as many fields too. Where the record has fields in quotes that need none, so have all records of
 * its file, and a line without quotes is none: whoever calls looks at that first.
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
     * Lines from the start of the record to the first that looks like one; 0 where none does.
     *
     * @param record with its quotes
     * @param fields of the header
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
