package io.crumbless.bench.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Has DuckDB read columns of a file on one thread, all as text, and prints rows, a number that stands for their content, and
 * seconds: {@code csv|jsonl FILE COLUMN,COLUMN… length|hash}.
 */
public final class ReadPeer {
    private ReadPeer() {}

    public static void main(String[] args) throws SQLException {
        List<String> columns = Arrays.asList(args[2].split(","));
        String content = args[3].equals("hash")
                ? "sum(md5_number_lower(" + columns.stream()
                        .map(column -> "coalesce(" + column + ", '') || '|'")
                        .collect(Collectors.joining(" || "))
                        + "))"
                : columns.stream().map(column -> "sum(length(" + column + "))").collect(Collectors.joining(" + "));
        String file = args[1].replace("'", "''");
        String from = args[0].equals("csv")
                ? "read_csv('" + file + "', header = true, all_varchar = true)"
                : "read_json('" + file + "', format = 'newline_delimited', columns = {"
                        + columns.stream().map(column -> column + ": 'VARCHAR'").collect(Collectors.joining(", "))
                        + "})";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            sql.execute("SET threads = 1");
            long started = System.nanoTime();
            try (ResultSet result = sql.executeQuery("SELECT count(*), " + content + " FROM " + from)) {
                result.next();
                double seconds = (System.nanoTime() - started) / 1e9;
                System.out.printf(Locale.ROOT, "%d %s %.3f%n", result.getLong(1), result.getString(2), seconds);
            }
        }
    }
}
