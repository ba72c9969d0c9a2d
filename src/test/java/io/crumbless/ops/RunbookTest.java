package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.ExitCodes;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.local.LocalNight;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: whoever is called at night finds a section for each exit code and each alert, and commands in it that work. */
@Tag("crash")
@Tag("night")
class RunbookTest {
    private static final Path PAGE = Path.of("docs/how-to/on-call.md");
    private static final List<String> QUESTIONS = List.of("it means", "look at", "do", "never");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\$ (.+?)(?: +# .*)?$");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** In the morning after the last delivery of the sample. */
    private static final Clock MORNING = Clock.fixed(Instant.parse("2026-11-23T05:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        for (String section : Files.readString(PAGE).split("(?m)^## ")) {
            int end = section.indexOf('\n');
            sections.put(section.substring(0, end), section.substring(end));
        }
        return sections;
    }

    @Test
    void everyExitCodeAndEveryAlertHasItsSection() throws IOException {
        List<String> expected = new ArrayList<>();
        ExitCodes.meanings().keySet().forEach(code -> expected.add("Exit code " + code));
        AlertRules.all().forEach(alert -> expected.add(alert.name()));

        assertThat(sections().keySet().stream().skip(2)).containsExactlyElementsOf(expected);
    }

    @Test
    void everySectionSaysWhatItMeansAndWhatToDo() throws IOException {
        sections().entrySet().stream().skip(2).forEach(section -> {
            List<String> answered = Pattern.compile("\\*\\*([^*]+)\\*\\*", Pattern.DOTALL)
                    .matcher(section.getValue())
                    .results()
                    .map(bold -> bold.group(1).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                    .toList();
            assertThat(answered).as(section.getKey()).containsExactlyElementsOf(QUESTIONS);
        });
    }

    /** The alerts lead to their sections, and sections to one another. */
    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> anchors = sections().keySet().stream()
                .map(title -> title.toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
        List<String> links = Pattern.compile("\\]\\(#([^)]+)\\)")
                .matcher(Files.readString(PAGE))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links).isNotEmpty();
        assertThat(anchors).containsAll(links);
        for (AlertRules.Alert alert : AlertRules.all()) {
            assertThat(anchors)
                    .contains(String.valueOf(alert.annotations().get("runbook")).split("#")[1]);
        }
    }

    @Test
    void everyCommandWorks() throws Exception {
        copy(Path.of("jobs"));
        copy(Path.of("sample-data"));
        assertThat(crumbless("run jobs/nightly-profiles.yaml --date 2026-11-21"))
                .isZero();
        assertThat(crumbless("run jobs/nightly-profiles.yaml")).isZero();
        List<String> commands = COMMAND.matcher(Files.readString(PAGE))
                .results()
                .map(command -> command.group(1))
                .toList();

        assertThat(commands).hasSizeGreaterThan(25);
        for (String command : commands) {
            assertThat(works(command)).as(command).isZero();
        }
    }

    private int works(String command) throws Exception {
        return command.startsWith("./crumbless ")
                ? crumbless(command.substring("./crumbless ".length()))
                : Commands.run(folder, Map.of(), "sh", "-c", command).code();
    }

    private int crumbless(String arguments) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Parts parts = new Parts(
                () -> new LocalNight(MORNING, 2, new NightReportPage()),
                () -> new PublishedAudit(2),
                SnapshotExplainer::new);
        String[] words =
                WORD.matcher(arguments).results().map(RunbookTest::word).toArray(String[]::new);
        return new Cli(parts, new Terminal(nowhere, nowhere, 0), MORNING, folder).run(words);
    }

    private static String word(MatchResult match) {
        return Stream.of(1, 2, 3)
                .map(match::group)
                .filter(text -> text != null)
                .findFirst()
                .orElseThrow();
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
}
