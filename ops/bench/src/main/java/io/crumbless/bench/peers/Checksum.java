package io.crumbless.bench.peers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints {@code rows checksum} for the Parquet files that match a pattern.
 *
 * <p>DuckDB hashes each row, values and lineage, without the columns that name the run; the checksum is the sum of
 * these, so that the order of files and rows does not matter, while a row that is there twice does.
 */
public final class Checksum {
    private static final List<String> OF_THE_RUN = List.of("run_id", "policy_version", "as_of");

    private Checksum() {}

    public static void main(String[] args) throws SQLException {
        String files = args[0].replace("'", "''");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            sql.execute("SET TimeZone = 'UTC'");
            sql.execute("SET preserve_insertion_order = false");
            String hashed = String.join(", ", columns(sql, files));
            String query = "SELECT count(*), sum(hash(" + hashed + ")) FROM read_parquet('" + files + "')";
            try (ResultSet result = sql.executeQuery(query)) {
                result.next();
                System.out.println(result.getLong(1) + " " + result.getString(2));
            }
        }
    }

    /** Sorted by name, because engines may order them differently. */
    private static List<String> columns(Statement sql, String files) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet result = sql.executeQuery("SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet('"
                + files + "')) ORDER BY column_name")) {
            while (result.next()) {
                String name = result.getString(1);
                if (!OF_THE_RUN.contains(name)) {
                    columns.add('"' + name + '"');
                }
            }
        }
        return columns;
    }
}
