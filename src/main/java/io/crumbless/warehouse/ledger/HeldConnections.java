package io.crumbless.warehouse.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * As {@link BriefConnections}, but while the file is kept open, sessions are reused with the statements they have
 * prepared: opening a session takes longer than most queries.
 */
final class HeldConnections extends BriefConnections {
    private final SharedHold hold;

    HeldConnections(String url, H2Account account, Duration patience, WaitMarker marker, SharedHold hold) {
        super(url, account, patience, marker);
        this.hold = hold;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return hold.isMine() ? hold.session() : super.getConnection();
    }
}
