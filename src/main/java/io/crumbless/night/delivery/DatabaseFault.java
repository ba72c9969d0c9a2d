package io.crumbless.night.delivery;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes why a database could not be read. The database's own messages are not used: they quote statements, users
 * and possibly values.
 */
final class DatabaseFault {
    private static final String H2_NEEDS_ADMINISTRATOR = "90040";

    /** Our state for SQL Server: a snapshot of the database is not available. */
    static final String NO_SNAPSHOT = "no snapshot";

    /** MySQL's SQLSTATE for a wrong password, which differs from that of others. */
    private static final String REJECTED = "08004";

    /** Code of the MariaDB driver if MySQL accepts no password over an unencrypted connection. */
    private static final String MYSQL_UNENCRYPTED = "S1009";

    private DatabaseFault() {}

    static Failure of(String source, String doing, Throwable thrown) {
        SQLException cause = sqlCause(thrown);
        String state = cause == null
                ? ""
                : SqlServer.state(cause)
                        .or(() -> Optional.ofNullable(cause.getSQLState()))
                        .orElse("");
        ErrorCategory category =
                state.startsWith("42") || state.equals(H2_NEEDS_ADMINISTRATOR) || state.equals(NO_SNAPSHOT)
                        ? ErrorCategory.SETTINGS
                        : ErrorCategory.ENVIRONMENT;
        return new Failure(
                category,
                "Cannot " + doing + " the database of source " + source + ": " + reason(state),
                withoutText(thrown, state));
    }

    private static String reason(String state) {
        if (state.equals(H2_NEEDS_ADMINISTRATOR)) {
            return "a statement needs the rights of an administrator (SQL state " + state
                    + "); scripts may create tables and views and insert rows, nothing else";
        }
        if (state.equals(NO_SNAPSHOT)) {
            return "it does not allow snapshot isolation, without which rows and their count may be of two states; have"
                    + " its administrator allow it (ALTER DATABASE … SET ALLOW_SNAPSHOT_ISOLATION ON)";
        }
        if (state.equals(REJECTED)) {
            return "it rejects the connection (SQL state " + state + "); check user, password-file and url";
        }
        if (state.equals(MYSQL_UNENCRYPTED)) {
            return "it refused (SQL state " + state
                    + "); MySQL takes a password over an encrypted connection alone: add"
                    + " sslMode=verify-full to url";
        }
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        return switch (kind) {
            case "08" -> "it cannot be reached (SQL state " + state + "); check url and network";
            case "28" -> "it refuses to let the user in (SQL state " + state + "); check user and password-file";
            case "3D" -> "there is no such database (SQL state " + state + "); check url";
            case "42" ->
                "it does not know the table, a column or the query, or the user may not read it (SQL state " + state
                        + "); check table, query and columns";
            case "" -> "the driver failed without a reason; check url";
            default -> "it refused the request (SQL state " + state + "); its own log says more";
        };
    }

    private static @Nullable SQLException sqlCause(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException found) {
                return found;
            }
        }
        return null;
    }

    private static SQLException withoutText(Throwable thrown, String state) {
        SQLException silent = new SQLException(thrown.getClass().getName() + ", message withheld", state);
        silent.setStackTrace(thrown.getStackTrace());
        return silent;
    }
}
