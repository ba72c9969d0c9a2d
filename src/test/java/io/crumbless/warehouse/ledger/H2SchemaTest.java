package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new H2 file has the tables, triggers and history that the scripts under {@code db/migration} would have made. With
 * {@code -Dh2-schema.write=true} the script is written again, which saves time where a script was added.
 */
@Tag("unit")
class H2SchemaTest {
    private static final String HEADER =
            "-- Written by H2SchemaTest: what the scripts under db/migration make of an empty H2 database.\n";

    @TempDir
    private Path folder;

    @Test
    void aNewFileIsWhatTheScriptsMakeOfIt() throws Exception {
        JdbcDataSource step = database("step-by-step");
        Schema.migrate(step, place());
        if (Boolean.getBoolean("h2-schema.write")) {
            Files.writeString(
                    Path.of("src/main/resources" + H2Schema.RESOURCE), HEADER + String.join("\n", script(step)) + "\n");
        }
        JdbcDataSource atOnce = database("at-once");
        H2Schema.create(atOnce);
        Schema.bringUpToDate(atOnce, place());

        assertThat(script(atOnce)).containsExactlyInAnyOrderElementsOf(script(step));
    }

    /** Flyway finds nothing to do, nor a script that was changed since. */
    @Test
    void aNewFileIsUpToDate() throws Exception {
        JdbcDataSource made = database("made");
        H2Schema.create(made);

        Schema.migrate(made, place());

        assertThat(Schema.isUpToDate(made, place())).isTrue();
    }

    private ControlPlace place() {
        return ControlPlace.ofFile(folder);
    }

    private JdbcDataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + folder.resolve(name));
        database.setUser("CRUMBLESS");
        database.setPassword("secret");
        return database;
    }

    /** Without the account, which differs from folder to folder, and the times at which Flyway ran. */
    private static List<String> script(JdbcDataSource database) throws SQLException, IOException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("SCRIPT NOPASSWORDS NOSETTINGS")) {
            while (lines.next()) {
                String line = lines.getString(1);
                if (!line.startsWith("CREATE USER") && !line.startsWith("-- ")) {
                    statements.add(line.replaceAll(
                            "'CRUMBLESS', TIMESTAMP '[^']*', \\d+, TRUE", "CURRENT_USER, CURRENT_TIMESTAMP, 0, TRUE"));
                }
            }
        }
        return statements;
    }
}
