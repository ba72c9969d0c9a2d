package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingPort;
import io.crumbless.TestingPostgres;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: the control database may be behind a pooler that hands every transaction to another session. */
@Tag("crash")
@Tag("database")
@Tag("night")
class PgBouncerTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "?prepareThreshold=0"})
    void nightsFollowEachOther(String parameters) throws Exception {
        if (System.getenv("CI") != null) {
            assertThat(PROGRAM).as("CI installs it").isExecutable();
        }
        assumeTrue(Files.isExecutable(PROGRAM), "needs pgbouncer");
        TestingPostgres postgres = TestingPostgres.create();
        int port = TestingPort.free();
        Process pooler = start(postgres, port);
        try {
            TestingJob job = job(port, parameters);
            for (int night = 0; night < 3; night++) {
                assertThat(job.run(TestingJob.NIGHT.plusDays(night)).outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
            }
            try (ControlDatabase control = ControlDatabase.open(job.file().control());
                    WarehouseLock lock = control.lock(job.file().warehouse())) {
                assertThatThrownBy(() -> job.run(TestingJob.NIGHT.plusDays(3)))
                        .hasMessageContaining("another run holds it");
                lock.requireHeld("publish");
            }
            assertThat(job.run(TestingJob.NIGHT.plusDays(3)).outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        } finally {
            pooler.destroy();
            pooler.waitFor();
        }
    }

    private TestingJob job(int port, String parameters) throws Exception {
        TestingJob job = new TestingJob(folder)
                .declared(
                        TestingJob.NIGHT,
                        TestingJob.declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "control: { folder: control, user: postgres, url: 'jdbc:postgresql://127.0.0.1:" + port
                        + "/postgres" + parameters + "' }\n");
        return job;
    }

    private Process start(TestingPostgres postgres, int port) throws Exception {
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=127.0.0.1 port=%d dbname=%s user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                """.formatted(postgres.port(), postgres.database(), port));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root.
            command.addAll(1, List.of("-u", "nobody"));
            assertThat(folder.toFile().setReadable(true, false)
                            && folder.toFile().setExecutable(true, false))
                    .isTrue();
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "pgbouncer.log"))
                .start();
        while (process.isAlive() && !answers(port)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(process.isAlive())
                .as(Files.readString(folder.resolve("pgbouncer.log")))
                .isTrue();
        return process;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
