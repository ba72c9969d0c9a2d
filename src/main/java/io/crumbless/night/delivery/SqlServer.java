package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** The driver of SQL Server. It is not part of the installation, and is added if needed. */
public final class SqlServer {
    /** The driver's constant for the isolation level {@code SNAPSHOT}: readers see one state and lock nothing. */
    private static final int SNAPSHOT = 0x1000;

    private static final String DRIVERS_PACKAGE = "com.microsoft.sqlserver.";

    private SqlServer() {}

    /** Whether its driver is on the class path; makes no connection. */
    public static boolean isInstalled() {
        try {
            DriverManager.getDriver("jdbc:sqlserver://any;databaseName=any");
            return true;
        } catch (SQLException none) {
            return false;
        }
    }

    /** @throws Failure for settings if there is no driver on the class path */
    static void requireDriver(String source) {
        if (!isInstalled()) {
            throw new Failure(
                    ErrorCategory.SETTINGS,
                    "Cannot open the database of source " + source
                            + ": the driver of SQL Server is not installed; run ./crumbless connector add sqlserver");
        }
    }

    /** Rows are fetched on demand, not as an entire result. */
    static void stream(Properties properties) {
        properties.setProperty("responseBuffering", "adaptive");
        properties.setProperty("selectMethod", "direct");
    }

    static void isolate(Connection connection) throws SQLException {
        connection.setTransactionIsolation(SNAPSHOT);
    }

    /** Maps an error number of the server to the SQLSTATE that other databases use. */
    static Optional<String> state(SQLException thrown) {
        return thrown.getClass().getName().startsWith(DRIVERS_PACKAGE)
                ? stateOf(thrown.getErrorCode())
                : Optional.empty();
    }

    static Optional<String> stateOf(int number) {
        return switch (number) {
            // Syntax, ORDER BY in a subquery, names of columns and objects, permissions.
            case 102, 156, 207, 208, 209, 229, 230, 306, 1033, 8155, 8156 -> Optional.of("42000");
            case 18452, 18456, 18470, 18487, 18488 -> Optional.of("28000");
            case 4060 -> Optional.of("3D000");
            case 3951, 3952, 3953, 3957 -> Optional.of(DatabaseFault.NO_SNAPSHOT);
            default -> Optional.empty();
        };
    }
}
