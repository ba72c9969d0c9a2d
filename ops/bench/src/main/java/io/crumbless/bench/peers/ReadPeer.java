package io.crumbless.bench.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Has DuckDB read columns of a file on one thread, all as text, and prints rows, a number that stands for their content, the
 * seconds of the reading, the processor seconds of the process until then, and those of reading the file once more:
 * {@code csv|jsonl FILE COLUMN,COLUMN… length|hash}.
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
            String query = "SELECT count(*), " + content + " FROM " + from;
            long started = System.nanoTime();
            String answer = answer(sql, query);
            double seconds = (System.nanoTime() - started) / 1e9;
            double cpuSeconds = cpuSeconds();
            answer(sql, query);
            System.out.printf(
                    Locale.ROOT, "%s %.3f %.3f %.3f%n", answer, seconds, cpuSeconds, cpuSeconds() - cpuSeconds);
        }
    }

    private static String answer(Statement sql, String query) throws SQLException {
        try (ResultSet result = sql.executeQuery(query)) {
            result.next();
            return result.getLong(1) + " " + result.getString(2);
        }
    }

    /** Of all threads of this process. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }
}
