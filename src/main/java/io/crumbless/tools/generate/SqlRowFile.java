package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the rows of a database table as a script that creates and fills it. */
final class SqlRowFile implements RowFile {
    /** H2 parses each statement in memory, so statements are kept short. */
    private static final int ROWS_PER_INSERT = 200;

    private static final Map<String, String> TYPES = Map.of(
            "declared_at", "timestamp(0) with time zone",
            "valid_until", "date",
            "confirmed", "boolean");

    /** Keywords of H2, which are names only if quoted. */
    private static final Set<String> RESERVED = Set.of("value");

    private final TextFile out;
    private final String table;
    private final int columns;
    private int rowsInInsert;
    private int reached;

    SqlRowFile(Location file, TableLayout layout) {
        this.out = new TextFile(file, StandardCharsets.UTF_8);
        this.table = layout.name();
        this.columns = layout.columns().size();
        StringBuilder text = out.text().append("create table ").append(table).append(" (\n");
        for (int i = 0; i < columns; i++) {
            String name = layout.columns().get(i).name();
            text.append("  ")
                    .append(RESERVED.contains(name) ? '"' + name + '"' : name)
                    .append(' ')
                    .append(TYPES.getOrDefault(name, "varchar"));
            text.append(i < columns - 1 ? ",\n" : "\n");
        }
        text.append(");\n");
    }

    private StringBuilder value(int column) {
        StringBuilder text = out.text();
        if (reached == 0) {
            text.append(rowsInInsert == 0 ? "insert into " + table + " values\n(" : ",\n(");
        }
        while (reached <= column) {
            text.append(reached == 0 ? "" : ",").append(reached < column ? "null" : "");
            reached++;
        }
        return text;
    }

    @Override
    public void text(int column, String value) {
        value(column).append('\'').append(value.replace("'", "''")).append('\'');
    }

    @Override
    public void ascii(int column, byte[] bytes, int length) {
        value(column).append('\'');
        out.appendAscii(bytes, length);
        out.text().append('\'');
    }

    @Override
    public void time(int column, long micros) {
        value(column).append('\'');
        out.appendTime(micros);
        out.text().append('\'');
    }

    @Override
    public void list(int column, List<String> values) {
        text(column, String.join(";", values));
    }

    @Override
    public void memberships(int column, List<Membership> values) {
        throw new UnsupportedOperationException("A table has no lists of memberships");
    }

    @Override
    public void spoil() {
        throw new UnsupportedOperationException("A row of a table has its shape from the table");
    }

    @Override
    public void endRow() {
        if (reached < columns) {
            value(columns - 1).append("null");
        }
        out.text().append(')');
        reached = 0;
        rowsInInsert++;
        if (rowsInInsert == ROWS_PER_INSERT) {
            endInsert();
        }
        out.flushIfLong();
    }

    private void endInsert() {
        out.text().append(";\n");
        rowsInInsert = 0;
    }

    @Override
    public long finish() {
        if (rowsInInsert > 0) {
            endInsert();
        }
        return out.finish();
    }

    @Override
    public void close() {
        out.close();
    }
}
