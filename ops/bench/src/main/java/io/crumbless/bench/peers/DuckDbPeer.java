package io.crumbless.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;

/** Runs a script on a DuckDB in memory, and says what each statement took: {@code SCRIPT name=value…}. */
public final class DuckDbPeer {
    private DuckDbPeer() {}

    public static void main(String[] args) throws IOException, SQLException {
        SqlScript script = SqlScript.read(
                Path.of(args[0]), SqlScript.values(Arrays.asList(args).subList(1, args.length)));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = connection.createStatement()) {
            for (String statement : script.statements()) {
                long started = System.nanoTime();
                sql.execute(statement);
                double seconds = (System.nanoTime() - started) / 1e9;
                System.out.printf(Locale.ROOT, "%7.2f s  %s%n", seconds, SqlScript.title(statement));
            }
        }
    }
}
