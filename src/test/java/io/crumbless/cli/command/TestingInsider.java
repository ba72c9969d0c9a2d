package io.crumbless.cli.command;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who may write to the files of a warehouse, to the control database, or both, and has no key. */
final class TestingInsider {
    private final TestingJob job;

    TestingInsider(TestingJob job) {
        this.job = job;
    }

    /** Changes the control database. */
    void sql(String... statements) {
        database(connection -> {
            try (Statement sql = connection.createStatement()) {
                for (String statement : statements) {
                    sql.execute(statement);
                }
            }
        });
    }

    /** SQL that drops the trigger against changes of the access log. */
    String withoutTrigger() {
        return "DROP TRIGGER access_log_append_only"
                + (job.file().control().url().isPresent() ? " ON access_log" : "");
    }

    /** An action on a connection. */
    interface Deed {
        void with(Connection connection) throws SQLException;
    }

    private void database(Deed deed) {
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection()) {
            deed.with(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes entries of the access log, renumbers the others, and recomputes the entire chain and its head. */
    void rewriteAccessLog(String taken, String changed) {
        database(connection -> {
            try (Statement sql = connection.createStatement()) {
                sql.execute(withoutTrigger());
                sql.execute("ALTER TABLE access_log DROP CONSTRAINT access_log_chain");
                sql.execute(taken);
                sql.execute(changed);
                rehash(connection, sql);
            }
        });
    }

    private static void rehash(Connection connection, Statement sql) throws SQLException {
        String last = "";
        long seq = 0;
        try (ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT seq, accessed_at, accessed_by, command, subject_hmac, reason, hash"
                                + " FROM access_log ORDER BY seq");
                PreparedStatement change = connection.prepareStatement(
                        "UPDATE access_log SET seq = ?, prev_hash = ?, hash = ? WHERE seq = ?")) {
            while (rows.next()) {
                long old = rows.getLong(1);
                if (old > 0) {
                    seq++;
                    Timestamp at = rows.getTimestamp(2);
                    String text = field(last)
                            + field(String.valueOf(seq))
                            + field(at.toInstant().toString())
                            + field(rows.getString(3))
                            + field(rows.getString(4))
                            + field(rows.getString(5))
                            + field(rows.getString(6));
                    String hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
                    change.setLong(1, seq);
                    change.setString(2, last);
                    change.setString(3, hash);
                    change.setLong(4, old);
                    change.execute();
                    last = hash;
                } else {
                    last = rows.getString(7);
                }
            }
        }
        sql.execute("UPDATE access_log_head SET seq = " + seq + ", hash = '" + last + "'");
    }

    private static String field(@Nullable String text) {
        return (text == null ? "-" : text.length() + ":" + text) + "\n";
    }

    /** Copies a folder with all it holds, in the place of what is there. */
    static void copy(Path from, Path to) {
        delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        Location place = Location.of(folder);
        Storage.of(place).deleteRecursively(place);
    }

    /** Moves the pointer. */
    void pointTo(String runId) {
        try {
            Path link = job.warehouse().resolve("current");
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("snapshots/" + runId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
