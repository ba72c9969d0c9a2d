package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import java.util.List;

/**
 * Writes the rows of a CSV file. Fields are quoted only if necessary. Lists are separated by semicolons, or by commas
 * if semicolons separate fields.
 */
final class CsvRowFile implements RowFile {
    private final TextFile out;
    private final CsvStyle style;
    private final int columns;
    private int reached;
    private boolean spoilt;

    CsvRowFile(Location file, TableLayout layout, CsvStyle style) {
        this.out = new TextFile(file, style.encoding());
        this.style = style;
        this.columns = layout.columns().size();
        for (int i = 0; i < columns; i++) {
            text(i, layout.columns().get(i).name());
        }
        endRow();
    }

    private StringBuilder field(int column) {
        StringBuilder text = out.text();
        while (reached < column) {
            text.append(style.delimiter());
            reached++;
        }
        return text;
    }

    @Override
    public void text(int column, String value) {
        StringBuilder text = field(column);
        if (!mustBeQuoted(value)) {
            text.append(value);
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c);
            if (c == '"') {
                text.append(c);
            }
        }
        text.append('"');
    }

    private boolean mustBeQuoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == style.delimiter() || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void ascii(int column, byte[] bytes, int length) {
        field(column);
        out.appendAscii(bytes, length);
    }

    @Override
    public void time(int column, long micros) {
        field(column);
        out.appendTime(micros);
    }

    @Override
    public void list(int column, List<String> values) {
        text(column, String.join(style.delimiter() == ';' ? "," : ";", values));
    }

    @Override
    public void memberships(int column, List<Membership> values) {
        throw new UnsupportedOperationException("CSV has no lists of memberships");
    }

    @Override
    public void spoil() {
        spoilt = true;
    }

    @Override
    public void endRow() {
        StringBuilder text = field(columns - 1);
        if (spoilt) {
            // One field too many, as when a person types the delimiter.
            text.append(style.delimiter()).append('?');
        }
        text.append(style.lineEnd());
        reached = 0;
        spoilt = false;
        out.flushIfLong();
    }

    @Override
    public long finish() {
        return out.finish();
    }

    @Override
    public void close() {
        out.close();
    }
}
