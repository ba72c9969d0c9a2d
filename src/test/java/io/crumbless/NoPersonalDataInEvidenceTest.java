package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.lineage.LiveLineage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.notify.NightNotifications;
import io.crumbless.night.run.WatchedNight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 7: nothing a run writes for people or machines to read about itself holds a person's id or value: not its output, its
 * log, its manifest, its paths, nor the footers of its files.
 */
@Tag("night")
class NoPersonalDataInEvidenceTest {
    /** Shorter values are words and numbers that stand in any text. */
    private static final int TELLING_LENGTH = 7;

    @TempDir
    private Path folder;

    @Test
    void aWholeRunWritesNoIdAndNoValueAboutItself() throws Exception {
        copy(Path.of("jobs"));
        copy(Path.of("sample-data"));
        Path proofs = Files.createDirectory(folder.resolve("proofs"));
        Path job = folder.resolve("jobs/nightly-profiles.yaml");
        Files.writeString(
                job,
                Files.readString(job)
                        + "metrics: { file: ../proofs/night.prom }\nlineage: { file: ../proofs/events.json }\n"
                        + "notify: { command: [sh, -c, 'cat >> " + proofs.resolve("notified.json") + "'] }\n");
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
        Parts parts = new Parts(
                () -> new WatchedNight(
                        new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        Clock.systemUTC(),
                        List.of(new NightMetrics(), new NightNotifications(), new LiveLineage())),
                () -> new PublishedAudit(2),
                SnapshotExplainer::new);
        for (String command : new String[] {
            "run jobs/nightly-profiles.yaml --date 2026-11-21",
            "run jobs/nightly-profiles.yaml --date 2026-11-22 --json",
            "status jobs/nightly-profiles.yaml",
            "history jobs/nightly-profiles.yaml",
            "audit --job jobs/nightly-profiles.yaml --certificate proofs/audit.html --certificate proofs/audit.json",
            "report --job jobs/nightly-profiles.yaml",
            "policy report --job jobs/nightly-profiles.yaml"
        }) {
            int exit =
                    new Cli(parts, new Terminal(stream, stream, 0), Clock.systemUTC(), folder).run(command.split(" "));
            assertThat(exit).as(command).isZero();
        }
        assertThat(new Cli(parts, new Terminal(stream, stream, 0), Clock.systemUTC(), folder)
                        .run("run", "jobs/nightly-profiles.yaml", "--date", "2026-11-20"))
                .isEqualTo(2);
        String everything = told.toString(StandardCharsets.UTF_8) + evidence();

        Set<String> personal = personal();

        assertThat(personal).hasSizeGreaterThan(1500).contains("C-1042");
        assertThat(personal.stream().filter(everything::contains)).isEmpty();
    }

    private void copy(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Names of all files written, and the text of those that are no data. */
    private String evidence() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String written : new String[] {"warehouse", "control", "proofs"}) {
            try (Stream<Path> files = Files.walk(folder.resolve(written))) {
                for (Path file : files.toList()) {
                    text.append(folder.relativize(file)).append('\n');
                    String name = file.getFileName().toString();
                    boolean isPolicy = file.toString().contains("_evidence/policy");
                    if (Files.isRegularFile(file)
                            && !isPolicy
                            && name.matches(".*\\.(json|html|log|sql|prom)|_SUCCESS|SHA256SUMS")) {
                        text.append(Files.readString(file)).append('\n');
                    }
                }
            }
        }
        assertThat(text)
                .contains("manifest.json", "report.html", "audit.html")
                .contains("crumbless_records{", "\"eventType\":\"COMPLETE\"", "\"event\":\"failure\"");
        return text.toString();
    }

    /** Ids of all people, and what they declared where that is long enough to be recognised. */
    private Set<String> personal() throws Exception {
        Set<String> personal = new TreeSet<>();
        String log = "read_parquet('" + folder.resolve("warehouse/current/declarations") + "/*.parquet')";
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet rows = duckDb.createStatement()
                        .executeQuery("SELECT subject_id FROM " + log + " UNION SELECT declaration_id FROM " + log
                                + " UNION SELECT value FROM " + log
                                + " WHERE attribute IN ('preferred_name', 'favourite_colour', 'home_store')")) {
            while (rows.next()) {
                personal.add(String.valueOf(rows.getString(1)));
            }
        }
        return personal.stream()
                .filter(text -> text.length() >= TELLING_LENGTH || text.startsWith("C-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
