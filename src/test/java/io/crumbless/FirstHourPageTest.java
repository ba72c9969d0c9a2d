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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows the page, command by command and edit by edit, sees what it shows and has a published snapshot in the end. */
@Tag("night")
class FirstHourPageTest {
    private static final Path PAGE = Path.of("docs/tutorial/first-hour.md");
    private static final Path EXPORTS = Path.of("docs/tutorial/exports");

    /** Commands with their output, edits of the file named above, and a query with its result. */
    private static final Pattern BLOCK = Pattern.compile(
            "```console\\n\\$ (?<command>(?:[^\\n]*\\\\\\n)*[^\\n]*)\\n(?<output>.*?)```"
                    + "|`(?<file>[^`\\n]+)`:\\n\\n```diff\\n(?<diff>.*?)```"
                    + "|```sql\\n(?<sql>.*?)```\\n\\n```\\n(?<rows>.*?)```",
            Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void thePageIsTrueFromTheExportsToTheSnapshot() throws Exception {
        copyExports();
        List<String> done = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            if (block.group("command") != null) {
                String command = block.group("command").replace("\\\n", " ");
                assertThat(steady(run(command))).as(command).isEqualTo(steady(block.group("output")));
                done.add(command.split(" ")[1]);
            } else if (block.group("file") != null) {
                edit(folder.resolve(block.group("file")), block.group("diff"));
                done.add("edit");
            } else {
                assertThat(rows(block.group("sql"))).isEqualTo(block.group("rows"));
                done.add("query");
            }
        }
        assertThat(done)
                .containsExactly(
                        "inspect", "init", "-3", "policy", "edit", "edit", "edit", "edit", "policy", "edit", "run",
                        "query");
        assertThat(folder.resolve("shop/warehouse/current")).exists();
    }

    private void copyExports() throws IOException {
        Files.createDirectories(folder.resolve(EXPORTS));
        try (Stream<Path> files = Files.list(EXPORTS)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file));
            }
        }
    }

    private String run(String command) throws IOException {
        if (command.startsWith("head -3 ")) {
            return Files.readAllLines(folder.resolve(command.substring(8))).stream()
                    .limit(3)
                    .collect(Collectors.joining("\n"));
        }
        assertThat(command).startsWith("./crumbless ");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Cli(
                        new Parts(
                                () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                                () -> new PublishedAudit(2),
                                SnapshotExplainer::new),
                        new Terminal(printing(out), printing(err), 0),
                        Clock.systemUTC(),
                        folder)
                .run(words(command));
        return (code == 0 ? out : err).toString(StandardCharsets.UTF_8);
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** As a shell parts them; apostrophes keep wildcards from it. */
    private static String[] words(String command) {
        return Stream.of(command.trim().split(" +"))
                .skip(1)
                .map(word -> word.replace("'", ""))
                .toArray(String[]::new);
    }

    /** Lines to be taken out stand one behind the other in the file, behind those of the edit before; others are for the eye. */
    private static void edit(Path file, String diff) throws IOException {
        String text = Files.readString(file);
        StringBuilder edited = new StringBuilder();
        int at = 0;
        Matcher change = Pattern.compile("(?m)((?:^-.*\\n)+)((?:^\\+.*\\n)*)").matcher(diff);
        while (change.find()) {
            String old = "\n" + change.group(1).replaceAll("(?m)^-", "");
            int found = ("\n" + text).indexOf(old, at);
            assertThat(found).as("where " + file.getFileName() + " has" + old).isNotNegative();
            edited.append(text, at, found).append(change.group(2).replaceAll("(?m)^\\+", ""));
            at = found + old.length() - 1;
        }
        assertThat(at).as("edits of " + file).isPositive();
        Files.writeString(file, edited.append(text.substring(at)));
    }

    /** Times and hashes differ, and this folder is another. */
    private String steady(String output) {
        return output.replace(folder + "/", "")
                .replaceAll(" +[0-9]+\\.[0-9] s\\n", " TIME\n")
                .replaceAll("[0-9a-f]{64}", "HASH")
                .replaceAll("-[0-9a-f]{12}\\b", "-HASH")
                .replaceAll("(?m) +$", "")
                .strip();
    }

    private String rows(String sql) throws Exception {
        try (DuckDb duck = new DuckDb()) {
            List<DuckDb.Row> rows = duck.query(sql.replace("'shop/", "'" + folder + "/shop/"));
            return Stream.concat(Stream.of(rows.get(0).columns()), rows.stream().map(DuckDb.Row::values))
                    .map(row -> String.join(" | ", row) + "\n")
                    .collect(Collectors.joining());
        }
    }
}
