package io.crumbless.warehouse.ledger;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Opens the H2 file with the first connection and closes it with the last one, so that other processes can open it in
 * between.
 */
class BriefConnections implements DataSource {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String url;
    private final H2Account account;
    private final Duration patience;
    private final WaitMarker marker;

    /** @param marker created while it waits for another process */
    BriefConnections(String url, H2Account account, Duration patience, WaitMarker marker) {
        this.url = url;
        this.account = account;
        this.patience = patience;
        this.marker = marker;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean waits = false;
        try {
            while (true) {
                try {
                    return DriverManager.getConnection(url, account.properties());
                } catch (SQLException e) {
                    if (e.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1 || System.nanoTime() > deadline) {
                        throw e;
                    }
                    waits = true;
                    marker.create();
                    pause(e);
                }
            }
        } finally {
            if (waits) {
                marker.delete();
            }
        }
    }

    private static void pause(SQLException busy) throws SQLException {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy;
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The H2 file has no users");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("Wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // DriverManager has its own.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // A file needs none.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Does not log");
    }
}
