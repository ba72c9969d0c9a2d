package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.run.WatchedNight;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promise: nights and audits leave metrics where the job says, and the scheduler serves them. */
@Tag("night")
class MetricsCommandsTest {
    private static final Pattern ADDRESS = Pattern.compile("metrics at (http\\S+)");

    @TempDir
    private Path folder;

    private final Parts parts = new Parts(
            () -> new WatchedNight(
                    new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                    Clock.systemUTC(),
                    List.of(new NightMetrics())),
            () -> new PublishedAudit(2),
            TestingParts::none);

    @BeforeEach
    void layOut() throws Exception {
        TestingJobs.declaring(folder);
        Path job = folder.resolve("job.yaml");
        Files.writeString(
                job,
                Files.readString(job)
                        + "metrics: { file: nightly.prom }\nschedule: { cron: \"0 30 " + inTwelveHours()
                        + " * * *\", zone: Europe/Berlin }\n");
    }

    /** An hour of the day in which no night is due while the test runs. */
    private static int inTwelveHours() {
        return ZonedDateTime.now(ZoneId.of("Europe/Berlin")).plusHours(12).getHour();
    }

    private String metrics() throws Exception {
        return Files.readString(folder.resolve("nightly.prom"));
    }

    @Test
    void nightsAndAuditsWriteThem() throws Exception {
        TestingCli cli = new TestingCli(folder, parts);

        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString())).isZero();
        assertThat(metrics()).contains("crumbless_last_attempt_success{crumbless_job=\"test\"} 1.0");

        assertThat(cli.run("status", "job.yaml", "--json")).isZero();
        assertThat(cli.json().get("published").get("business_date").asString())
                .as("what orchestrators ask before they announce the night")
                .isEqualTo(NIGHT.toString());

        assertThat(cli.run("audit", "--job", "job.yaml")).isZero();
        assertThat(metrics())
                .contains("crumbless_last_audit_timestamp_seconds{crumbless_job=\"test\"}")
                .contains("crumbless_last_attempt_success{crumbless_job=\"test\"} 1.0");
    }

    @Test
    void erasuresAndRollbacksBringThemUpToDate() throws Exception {
        TestingCli cli = new TestingCli(folder, parts);
        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.minusDays(1).toString()))
                .isZero();
        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.toString())).isZero();
        Files.writeString(
                folder.resolve("nightly.prom"),
                metrics()
                        .replace(
                                "crumbless_open_erasures{crumbless_job=\"test\"} 0.0",
                                "crumbless_open_erasures{crumbless_job=\"test\"} 1.0"));

        assertThat(cli.run("erase", "C-2", "--job", "job.yaml", "--yes")).isZero();
        assertThat(metrics())
                .contains("crumbless_open_erasures{crumbless_job=\"test\"} 0.0")
                .contains("crumbless_last_attempt_success{crumbless_job=\"test\"} 1.0")
                .contains("crumbless_snapshot_rows{crumbless_job=\"test\",dataset=\"profiles\"} 3.0");

        assertThat(cli.run("rollback", "--job", "job.yaml", "--yes")).isZero();
        assertThat(metrics()).contains("crumbless_snapshot_rows{crumbless_job=\"test\",dataset=\"profiles\"} 2.0");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theSchedulerServesThem() throws Exception {
        assertThat(new TestingCli(folder, parts).run("run", "job.yaml", "--date", NIGHT.toString()))
                .isZero();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8);
        Thread scheduler = new Thread(() -> new Cli(parts, new Terminal(told, told, 0), Clock.systemUTC(), folder)
                .run("schedule", "job.yaml", "--metrics-port", "0"));
        scheduler.start();
        try {
            Matcher address = ADDRESS.matcher("");
            while (!address.reset(err.toString(StandardCharsets.UTF_8)).find()) {
                Thread.sleep(20);
            }
            String served = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address.group(1))).build(), BodyHandlers.ofString())
                    .body();

            assertThat(served)
                    .contains("crumbless_last_attempt_success{crumbless_job=\"test\"} 1.0")
                    .contains("crumbless_night_in_progress{crumbless_job=\"test\"} 0.0")
                    .contains("crumbless_next_night_timestamp_seconds{crumbless_job=\"test\"}");
        } finally {
            scheduler.interrupt();
            scheduler.join();
        }
    }

    @Test
    void aPortThatThereIsNotIsRefused() {
        TestingCli cli = new TestingCli(folder, parts);

        assertThat(cli.run("schedule", "job.yaml", "--metrics-port", "70000")).isEqualTo(2);
        assertThat(cli.err()).contains("Invalid --metrics-port 70000");
    }
}
