package io.crumbless.warehouse.ledger;

import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The single user of the H2 file, whose password is created with it: {@code database.password} in the control folder,
 * readable by its owner only. It protects against access through H2, not against reading or replacing the file itself.
 */
record H2Account(String user, String password) {
    static final String FILE = "database.password";

    private static final String USER = "CRUMBLESS";
    private static final int PASSWORD_BYTES = 24;

    /** Of files that are older than passwords. */
    private static final H2Account NOBODY = new H2Account("", "");

    /** The account of a folder; an empty one if there is none, for files that are older than passwords. */
    static H2Account in(Path folder) {
        return find(folder).orElse(NOBODY);
    }

    private static Optional<H2Account> find(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new H2Account(USER, Files.readString(file).strip()));
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + file + ": " + Reasons.of(e)
                            + "; it must hold the password of the control database",
                    e);
        }
    }

    /** The account of a folder, which is created if there is none. */
    static H2Account create(Path folder) throws IOException {
        Optional<H2Account> found = find(folder);
        if (found.isEmpty()) {
            byte[] secret = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(secret);
            Path file = folder.resolve(FILE);
            SecretFile.writeAside(file, HexFormat.of().formatHex(secret) + "\n");
            SecretFile.putInPlace(file);
            return find(folder).orElseThrow();
        }
        return found.get();
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    JdbcDataSource database(String url) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        database.setUser(user);
        database.setPassword(password);
        return database;
    }

    /** Sets user and password in a file that is older than passwords. */
    void moveInto(String url) throws SQLException {
        try (Connection mine = database(url).getConnection()) {
            return;
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw e;
            }
        }
        execute(NOBODY, url, "CREATE USER " + USER + " PASSWORD '" + password + "' ADMIN");
        execute(this, url, "DROP USER \"\"");
    }

    private static void execute(H2Account as, String url, String statement) throws SQLException {
        try (Connection connection = as.database(url).getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
