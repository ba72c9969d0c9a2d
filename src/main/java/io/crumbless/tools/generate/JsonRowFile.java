package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the rows of a JSON Lines file. Keys without value are left out; a text that is a JSON array is written as one.
 */
final class JsonRowFile implements RowFile {
    private final TextFile out;
    private final List<TableLayout.Column> columns;
    private int rowStart;
    private boolean first = true;
    private boolean spoilt;

    JsonRowFile(Location file, TableLayout layout) {
        this.out = new TextFile(file, StandardCharsets.UTF_8);
        this.columns = layout.columns();
    }

    private StringBuilder key(int column) {
        StringBuilder text = out.text();
        if (first) {
            rowStart = text.length();
        }
        text.append(first ? "{\"" : ",\"").append(columns.get(column).name()).append("\":");
        first = false;
        return text;
    }

    @Override
    public void text(int column, String value) {
        StringBuilder text = key(column);
        if (value.startsWith("[\"") && value.endsWith("\"]")) {
            text.append(value);
        } else {
            quoted(text, value);
        }
    }

    private static void quoted(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(c == '\n' ? "\\n" : " ");
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public void ascii(int column, byte[] bytes, int length) {
        key(column).append('"');
        out.appendAscii(bytes, length);
        out.text().append('"');
    }

    @Override
    public void time(int column, long micros) {
        time(key(column), micros);
    }

    private void time(StringBuilder text, long micros) {
        text.append('"');
        out.appendTime(micros);
        text.append('"');
    }

    @Override
    public void list(int column, List<String> values) {
        StringBuilder text = key(column);
        for (int i = 0; i < values.size(); i++) {
            quoted(text.append(i == 0 ? '[' : ','), values.get(i));
        }
        text.append(values.isEmpty() ? "[]" : "]");
    }

    @Override
    public void memberships(int column, List<Membership> values) {
        StringBuilder text = key(column);
        for (int i = 0; i < values.size(); i++) {
            Membership one = values.get(i);
            quoted(text.append(i == 0 ? "[{\"id\":" : ",{\"id\":"), one.segment());
            quoted(text.append(",\"by\":"), one.collectedBy());
            time(text.append(",\"since\":"), one.assignedAtMicros());
            text.append('}');
        }
        text.append(values.isEmpty() ? "[]" : "]");
    }

    @Override
    public void spoil() {
        spoilt = true;
    }

    @Override
    public void endRow() {
        StringBuilder text = out.text();
        text.append(first ? "{}" : "}");
        if (spoilt) {
            // Truncated, as by a broken connection.
            text.setLength((rowStart + text.length()) / 2);
        }
        text.append('\n');
        first = true;
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
