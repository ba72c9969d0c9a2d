package io.crumbless.night.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Connections to one PostgreSQL server whose transactions share the snapshot of another transaction, which must stay
 * open until all have begun.
 */
final class SharedState implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z-]+");

    private final List<Connection> connections = new ArrayList<>();

    private SharedState() {}

    /** Opens a connection whose read-only transaction has not read anything. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws SQLException;
    }

    /**
     * Shares the state of a transaction with others.
     *
     * @return empty if the database does not support it: a standby, several servers behind one address, too few
     *     connections. The transaction has then failed
     */
    static Optional<SharedState> of(Connection seeing, int others, Opening opening) throws SQLException {
        SharedState shared = new SharedState();
        try {
            String name = export(seeing);
            for (int i = 0; i < others; i++) {
                shared.add(opening.open(), name);
            }
            return Optional.of(shared);
        } catch (SQLException refused) {
            shared.close();
            return Optional.empty();
        }
    }

    private static String export(Connection seeing) throws SQLException {
        try (Statement sql = seeing.createStatement();
                ResultSet found = sql.executeQuery("SELECT pg_export_snapshot()")) {
            found.next();
            return found.getString(1);
        }
    }

    private void add(Connection connection, String name) throws SQLException {
        connections.add(connection);
        if (!NAME.matcher(name).matches()) {
            throw new SQLException("Not the name of a snapshot");
        }
        try (Statement sql = connection.createStatement()) {
            sql.execute("SET TRANSACTION SNAPSHOT '" + name + "'");
        }
    }

    List<Connection> connections() {
        return connections;
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.rollback();
            each.close();
        }
    }
}
