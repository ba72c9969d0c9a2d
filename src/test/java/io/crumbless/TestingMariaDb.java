package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real MariaDB server, from Debian's package ({@code apt install mariadb-server}) or from the folder in the
 * environment variable {@code MARIADB_HOME}, which contains {@code sbin/mariadbd}. Without it, tests are skipped with a
 * message.
 */
public final class TestingMariaDb implements AutoCloseable {
    public static final String DATABASE = "crm";

    private static final long SECONDS_TO_START = 600;

    private final Process server;
    private final int port;

    private TestingMariaDb(Process server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts one with an empty database, or has the test left out. */
    public static TestingMariaDb start(Path folder) throws Exception {
        Path home = Path.of(System.getenv().getOrDefault("MARIADB_HOME", "/usr"));
        boolean there = Files.isExecutable(home.resolve("sbin/mariadbd"));
        if (!there) {
            System.err.println("LEFT OUT: no MariaDB in " + home + "; install mariadb-server, or set MARIADB_HOME");
        }
        if (System.getenv("CI") != null) {
            assertThat(there).as("CI has a MariaDB in " + home).isTrue();
        }
        assumeTrue(there, "no MariaDB in " + home);
        Path data = folder.resolve("data");
        run(home, folder, "bin/mariadb-install-db", "--datadir=" + data, "--skip-test-db");
        int port = TestingPort.free();
        Path init = Files.writeString(
                folder.resolve("init.sql"),
                "create database " + DATABASE + " character set utf8mb4;\n"
                        + "create user tester@'%' identified by '';\ngrant all on *.* to tester@'%' with grant option;\n");
        Process server = begin(
                home,
                folder,
                "sbin/mariadbd",
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--default-time-zone=+01:00",
                "--init-file=" + init);
        TestingMariaDb started = new TestingMariaDb(server, port);
        try {
            started.awaitStart();
            return started;
        } catch (Exception e) {
            started.close();
            throw e;
        }
    }

    private static void run(Path home, Path folder, String program, String... arguments) throws Exception {
        Process process = begin(home, folder, program, arguments);
        assertThat(process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(program).isZero();
    }

    private static Process begin(Path home, Path folder, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve(program).toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--user=" + System.getProperty("user.name")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        Path libraries = home.resolve("lib/x86_64-linux-gnu");
        builder.environment().put("LD_LIBRARY_PATH", libraries + ":" + home.resolveSibling("lib/x86_64-linux-gnu"));
        return builder.start();
    }

    private void awaitStart() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (true) {
            try (Connection connection = DriverManager.getConnection(url(), "tester", "")) {
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !server.isAlive()) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Statements separated by a semicolon at the end of a line. */
    public void execute(String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "tester", "");
                Statement sql = connection.createStatement()) {
            for (String statement : statements.split(";\n")) {
                if (!statement.isBlank()) {
                    sql.execute(statement);
                }
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.destroy();
        if (!server.waitFor(SECONDS_TO_START, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }
}
