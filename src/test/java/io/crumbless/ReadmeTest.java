package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.local.LocalNight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first screen of the README shows the actual output of the commands; only times differ. */
@Tag("night")
class ReadmeTest {
    private static final Pattern CONSOLE =
            Pattern.compile("```console\\n\\$ \\./crumbless ([^\\n]+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern QUERY = Pattern.compile("```sql\\n(.*?)```\\s+```\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path clone;

    private static String readme = "";

    @BeforeAll
    static void copiesWhatTheCommandsRead() throws IOException {
        readme = Files.readString(Path.of("README.md"));
        copy(Path.of("jobs"));
        copy(Path.of("sample-data"));
    }

    private static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = clone.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void theFirstScreenIsTrue() throws Exception {
        Matcher console = CONSOLE.matcher(readme);
        List<String> commands = new ArrayList<>();
        while (console.find()) {
            String[] arguments = console.group(1).split(" ");
            commands.add(arguments[0]);
            assertThat(begun(withoutTimes(run(arguments)), withoutTimes(console.group(2))))
                    .as(console.group(1))
                    .isEqualTo(withoutTimes(console.group(2)));
        }
        assertThat(commands).containsExactly("run", "explain");

        Matcher query = QUERY.matcher(readme);
        assertThat(query.find()).isTrue();
        assertThat(table(query.group(1))).isEqualTo(query.group(2));
    }

    @Test
    void theListOfPagesNamesEachByItsTitle() throws IOException {
        String list = Files.readString(Path.of("docs/README.md"));
        try (Stream<Path> pages = Files.walk(Path.of("docs"), 2)) {
            for (Path page : pages.filter(each -> each.toString().endsWith(".md"))
                    .filter(each -> !each.equals(Path.of("docs/README.md")))
                    .toList()) {
                String title = Files.readAllLines(page).get(0).replaceFirst("^# ", "");
                assertThat(list).contains("[" + title + "](" + Path.of("docs").relativize(page) + ")");
            }
        }
    }

    private static String run(String[] arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                0);
        Parts parts = new Parts(
                () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                () -> new PublishedAudit(2),
                SnapshotExplainer::new);
        new Cli(parts, terminal, Clock.systemUTC(), clone).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The README shows the beginning of what is long, and dots in place of the rest. */
    private static String begun(String printed, String shown) {
        int dots = shown.lastIndexOf("...\n");
        return dots < 0 ? printed : printed.substring(0, Math.min(dots, printed.length())) + "...\n";
    }

    /** Times differ, and with their digits the space before them. */
    private static String withoutTimes(String text) {
        return text.replaceAll(" +[0-9]+\\.[0-9] s\\n", " TIME\n")
                .replaceAll("(?m) +$", "")
                .replace(clone.toString() + "/", "");
    }

    /** A result as the README shows it: a header, then rows, columns separated by two blanks at least. */
    private static String table(String sql) throws Exception {
        String local = sql.replace("'warehouse/", "'" + clone.resolve("warehouse") + "/");
        List<List<String>> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet found = statement.executeQuery(local)) {
            int columns = found.getMetaData().getColumnCount();
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                header.add(found.getMetaData().getColumnLabel(i));
            }
            rows.add(header);
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getObject(i)));
                }
                rows.add(row);
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                line.append(i == 0 ? "" : "  ").append(String.format("%-" + width + "s", row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
