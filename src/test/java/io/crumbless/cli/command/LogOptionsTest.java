package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.WatchedNight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: with --log json every line of the log is an object with its night and stage. */
@Tag("night")
@Isolated("Java has one standard error, which is taken over here.")
class LogOptionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final PrintStream err = System.err;
    private TestingCli cli;

    @BeforeEach
    void layOut() throws IOException {
        TestingJobs.declaring(folder);
        cli = new TestingCli(
                folder,
                new Parts(
                        () -> new WatchedNight(
                                new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                                Clock.systemUTC(),
                                List.of()),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
    }

    @AfterEach
    void putBack() {
        System.setErr(err);
    }

    @Test
    void everyLineOfANightIsAnObjectWithRunIdAndStage() throws IOException {
        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString(), "--log", "json", "--log-file", "log/n.json"))
                .isZero();

        List<JsonNode> events = cli.err().lines().map(JSON::readTree).toList();
        assertThat(events).hasSizeGreaterThan(10).allSatisfy(event -> {
            assertThat(event.propertyNames()).startsWith("at", "level", "event");
            assertThat(event.get("job").asString()).isEqualTo("test");
            assertThat(event.get("business_date").asString()).isEqualTo(NIGHT.toString());
        });
        assertThat(events)
                .filteredOn(event -> event.get("event").asString().startsWith("stage_"))
                .isNotEmpty()
                .allSatisfy(event -> {
                    assertThat(event.get("run_id").asString()).startsWith(NIGHT + "-");
                    assertThat(event.get("stage").asString()).isNotBlank();
                });
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.get("event").asString()).isEqualTo("published");
        assertThat(last.get("profiles").asInt()).isPositive();

        Path file = folder.resolve("log/n.json");
        assertThat(Files.readAllLines(file)).isEqualTo(cli.err().lines().toList());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFailureSaysItsExitCode() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), Files.readString(folder.resolve("job.yaml")) + "oops: 1\n");

        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString(), "--log", "json"))
                .isEqualTo(3);

        JsonNode failed = JSON.readTree(cli.err().strip());
        assertThat(failed.get("event").asString()).isEqualTo("failed");
        assertThat(failed.get("exit_code").asInt()).isEqualTo(3);
        assertThat(failed.get("message").asString()).contains("oops");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(cli.run("run", "job.yaml", "--log", "xml")).isEqualTo(2);
        assertThat(cli.err()).contains("Invalid --log 'xml': use text or json");
        assertThat(cli.run("run", "job.yaml", "--log-file", "n.log")).isEqualTo(2);
        assertThat(cli.err()).contains("it goes with --log json");
        assertThat(cli.run("run", "job.yaml", "--log", "json", "--log-file", "."))
                .isEqualTo(2);
        assertThat(cli.err()).contains("Cannot write --log-file");
    }
}
