package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.run.WatchedNight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: following the page leads to a night on PostgreSQL with metrics. Steps that need root are not tested. */
@Tag("database")
@Tag("night")
class InstallPageTest {
    private static final Path PAGE = Path.of("docs/how-to/install.md");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ sudo -u crumbless crumbless (.+)$");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Clock MORNING = Clock.fixed(Instant.parse("2026-11-23T05:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void theJobOfThePageRunsAndIsWatched() throws IOException {
        TestingPostgres postgres = TestingPostgres.create();
        lay(postgres);

        List<String> ran = new ArrayList<>();
        Matcher commands = COMMAND.matcher(Files.readString(PAGE));
        while (commands.find()) {
            String line = there(commands.group(1));
            assertThat(run(line.split(" "))).as(line + ": " + said).isZero();
            ran.add(line.split(" ")[0]);
        }

        assertThat(ran).containsExactly("policy", "run", "status", "status");
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("in time        yes");
        assertThat(folder.resolve("var/lib/prometheus/node-exporter/crumbless.prom"))
                .content()
                .contains("crumbless_last_attempt_success{crumbless_job=\"nightly-profiles\"} 1.0");
        assertThat(folder.resolve("var/lib/crumbless/control/erasure.key")).exists();
        assertThat(folder.resolve("var/lib/crumbless/control/crumbless.mv.db")).doesNotExist();
    }

    /** Its paths, below the folder of this test. */
    private String there(String text) {
        return text.replaceAll("/(etc|var)/", folder + "/$1/")
                .replace("/opt/crumbless", Path.of("").toAbsolutePath().toString());
    }

    private void lay(TestingPostgres postgres) throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc/crumbless"));
        Files.createDirectories(folder.resolve("var/lib/prometheus/node-exporter"));
        Files.createDirectories(folder.resolve("var/lib/crumbless"));
        Files.writeString(etc.resolve("database.password"), "any\n");
        Files.createDirectory(etc.resolve("policy"));
        try (Stream<Path> files = Files.list(Path.of("jobs/policy"))) {
            for (Path file : files.toList()) {
                Files.copy(file, etc.resolve("policy").resolve(file.getFileName()));
            }
        }
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        String shipped = Files.readString(Path.of("jobs/nightly-profiles.yaml"))
                .replaceFirst("(?m)^warehouse: .*\n", "")
                .replace("../sample-data", "/opt/crumbless/sample-data");
        String added = block.group(1)
                .replace("jdbc:postgresql://localhost/crumbless", postgres.url())
                .replace("user: crumbless", "user: " + TestingPostgres.USER);
        assertThat(added).contains(postgres.url());
        Files.writeString(etc.resolve("nightly-profiles.yaml"), there(shipped + added));
    }

    private int run(String... words) {
        said.reset();
        PrintStream all = new PrintStream(said, true, StandardCharsets.UTF_8);
        Parts parts = new Parts(
                () -> new WatchedNight(
                        new LocalNight(MORNING, 2, new NightReportPage()), MORNING, List.of(new NightMetrics())),
                () -> new PublishedAudit(2),
                SnapshotExplainer::new);
        return new Cli(parts, new Terminal(all, all, 0), MORNING, folder).run(words);
    }
}
