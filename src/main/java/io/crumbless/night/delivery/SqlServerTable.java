package io.crumbless.night.delivery;

import io.crumbless.night.delivery.CanonicalColumn.Need;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * A table of SQL Server, for which the free edition of jOOQ has no dialect: plain statements on one connection. The
 * server converts times to text in a form that does not depend on language or session, since Java would interpret times
 * without offset in this machine's zone.
 */
final class SqlServerTable implements DeliveredTable {
    /** For drivers with a fetch size; that of SQL Server streams anyway. */
    private static final int FETCH_ROWS = 5000;

    /** ODBC canonical with offset: {@code 2026-11-20 10:00:00.2500000 +01:00}. */
    private static final String TIME = "convert(nvarchar(40), %s, 121)";

    private final Connection connection;
    private final String from;
    private final TableColumns columns;

    SqlServerTable(Connection connection, DatabaseSettings settings, TableColumns columns) {
        this.connection = connection;
        this.from = settings.isQuery() ? "(" + settings.from() + ") q" : settings.from();
        this.columns = columns;
    }

    @Override
    public void requireHarmless() {
        // A query becomes a subquery, so it can only read.
    }

    @Override
    public long count() {
        return query("select coalesce(sum(cast(1 as bigint)), 0) from " + from, rows -> {
            rows.next();
            return rows.getLong(1);
        });
    }

    @Override
    public UnreadColumns unread() {
        return DeliveredColumns.ofTable(columns.source(), List.copyOf(types().keySet()), columns.mapping());
    }

    @Override
    public List<KeyRange> ranges(int most, long records) {
        return List.of(KeyRange.ALL);
    }

    /** The server's type names by column. */
    private Map<String, String> types() {
        return query("select * from " + from + " where 1 = 0", rows -> {
            Map<String, String> types = new LinkedHashMap<>();
            ResultSetMetaData found = rows.getMetaData();
            for (int i = 1; i <= found.getColumnCount(); i++) {
                types.put(found.getColumnLabel(i), found.getColumnTypeName(i));
            }
            return types;
        });
    }

    @Override
    public void read(KeyRange range, Consumer<@Nullable String[]> rows) {
        Map<String, String> types = types();
        List<String> found = List.copyOf(types.keySet());
        List<String> selected = new ArrayList<>();
        List<String> order = new ArrayList<>();
        int size = columns.mapping().size();
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            Optional<String> name = columns.in(found, i);
            positions[i] = name.isPresent() ? selected.size() + 1 : 0;
            if (name.isPresent()) {
                String quoted = quoted(name.get());
                selected.add(asText(name.get(), quoted, types.getOrDefault(name.get(), "")));
                if (columns.mapping().columns().get(i).needed() == Need.EVERY_RECORD) {
                    order.add(quoted);
                }
            }
        }
        String sql = "select " + String.join(", ", selected) + " from " + from
                + (order.isEmpty() ? "" : " order by " + String.join(", ", order));
        query(sql, result -> {
            @Nullable String[] texts = new @Nullable String[size];
            long read = 0;
            for (; result.next(); read++) {
                for (int i = 0; i < size; i++) {
                    Object value = positions[i] == 0 ? null : result.getObject(positions[i]);
                    texts[i] = value == null ? null : columns.text(value, i);
                }
                rows.accept(texts);
            }
            return read;
        });
    }

    /** Names as SQL Server and standard SQL quote them. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private String asText(String name, String quoted, String type) {
        return expression(quoted, type)
                .orElseThrow(() -> new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot read the database of source " + columns.source() + ": column '" + name
                                + "' is of type " + type
                                + ", whose values have no text of their own; cast it in a view or"
                                + " 'query'"));
    }

    /**
     * The SQL expression to select for a column.
     *
     * @param type the server's type name; for an identity column, followed by that word
     * @return empty if the type has no stable text form
     */
    static Optional<String> expression(String quoted, String type) {
        String plain = type.toLowerCase(Locale.ROOT).replace(" identity", "").strip();
        return switch (plain) {
            case "date", "time", "datetime", "smalldatetime", "datetime2", "datetimeoffset" ->
                Optional.of(String.format(Locale.ROOT, TIME, quoted));
            case "bit",
                    "tinyint",
                    "smallint",
                    "int",
                    "bigint",
                    "decimal",
                    "numeric",
                    "money",
                    "smallmoney",
                    "real",
                    "float" -> Optional.of(quoted);
            case "char", "varchar", "text", "nchar", "nvarchar", "ntext", "xml", "json" ->
                Optional.of("cast(" + quoted + " as nvarchar(max))");
            case "uniqueidentifier" -> Optional.of("cast(" + quoted + " as nvarchar(36))");
            default -> Optional.empty();
        };
    }

    private interface Taking<T> {
        T take(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, Taking<T> taking) {
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return taking.take(rows);
            }
        } catch (SQLException e) {
            throw new DataAccessException("a statement failed", e);
        }
    }
}
