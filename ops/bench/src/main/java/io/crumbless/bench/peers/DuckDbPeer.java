package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs scripts, one after the other, on an in-memory DuckDB, and prints the time of each statement: {@code
 * SCRIPT,SCRIPT… name=value…}. With {@code hash=GLOB,GLOB…} it computes the SHA-256 of those files at the end.
 */
public final class DuckDbPeer {
    private static final String HASHED = "hash";

    private DuckDbPeer() {}

    public static void main(String[] args) throws IOException, SQLException {
        Map<String, String> values = SqlScript.values(Arrays.asList(args).subList(1, args.length));
        String hashed = values.remove(HASHED);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            for (String script : args[0].split(",")) {
                run(SqlScript.read(Path.of(script), values), sql);
            }
        }
        if (hashed != null) {
            FileHashes.write(List.of(hashed.split(",")), Path.of(values.get("out"), "SHA256SUMS"));
        }
    }

    private static void run(SqlScript script, Statement sql) throws SQLException {
        for (String statement : script.statements()) {
            long started = System.nanoTime();
            sql.execute(statement);
            double seconds = (System.nanoTime() - started) / 1e9;
            System.out.printf(Locale.ROOT, "%7.2f s  %s%n", seconds, SqlScript.title(statement));
        }
    }
}
