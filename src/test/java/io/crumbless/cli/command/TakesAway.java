package io.crumbless.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.api.Trigger;

/** Somebody who moves a file away in the moment in which a table of the control database is written to. */
public final class TakesAway implements Trigger {
    static final AtomicReference<Path> FILE = new AtomicReference<>();

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
        Path file = FILE.getAndSet(null);
        try {
            if (file != null) {
                Files.move(file, file.resolveSibling("taken-away"));
            }
        } catch (IOException failure) {
            throw new SQLException(failure);
        }
    }
}
