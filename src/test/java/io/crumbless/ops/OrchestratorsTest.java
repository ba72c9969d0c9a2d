package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.TestingScript;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise: each orchestrator's example retries transient failures and no others, for every exit code of the program.
 * Airflow and Dagster are stubs; the program is a script with a given exit code.
 */
@Tag("crash")
class OrchestratorsTest {
    private static final Path OPS = Path.of("ops").toAbsolutePath();
    private static final Path STUBS =
            Path.of("src/test/resources/io/crumbless/ops/stubs").toAbsolutePath();
    private static final Set<ErrorCategory> PASSING = Set.of(ErrorCategory.ENVIRONMENT, ErrorCategory.BUSY);
    private static final Map<String, String> PYTHON = Map.of(
            "PYTHONPATH",
            STUBS + ":" + OPS.resolve("airflow") + ":" + OPS.resolve("dagster"),
            "PYTHONDONTWRITEBYTECODE",
            "1");

    @TempDir
    private Path folder;

    private static void requirePython() {
        boolean isThere = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
        if (!isThere) {
            System.err.println("OrchestratorsTest: Airflow and Dagster are LEFT OUT: python3 is not on the path");
        }
        if (System.getenv("CI") != null) {
            assertThat(isThere).as("CI has python3 on its path").isTrue();
        }
        assumeTrue(isThere, "python3 is not on the path");
    }

    /** A program that says something and ends. */
    private Path program(String commands) throws IOException {
        return TestingScript.write(
                folder.resolve("crumbless"),
                "#!/bin/sh\necho x >> " + folder.resolve("calls") + "\n" + commands + "\n");
    }

    private long calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).size();
    }

    private String python(String script, String module, Path program) throws Exception {
        Commands.Result result =
                Commands.run(folder, PYTHON, "python3", STUBS.resolve(script).toString(), module, program.toString());
        assertThat(result.code()).as(result.all()).isZero();
        return result.all().strip();
    }

    @ParameterizedTest
    @CsvSource({"airflow/crumbless_dag.py, crumbless_dag", "dagster/crumbless_asset.py, crumbless_asset"})
    void triesAgainWhatPasses(String file, String module) throws Exception {
        requirePython();
        assertThat(python("ends.py", module, program("exit 0"))).isEqualTo("done");
        for (ErrorCategory category : ErrorCategory.values()) {
            assertThat(python("ends.py", module, program("exit " + category.exitCode())))
                    .as(file + " " + category)
                    .isEqualTo(PASSING.contains(category) ? "again" : "fails");
        }
        assertThat(python("ends.py", module, program("kill -9 $$")))
                .as("killed")
                .isEqualTo("again");
    }

    @ParameterizedTest
    @CsvSource({"crumbless_dag, AirflowFailException", "crumbless_asset, Failure"})
    void announcesOnlyWhatIsPublished(String module, String refusal) throws Exception {
        requirePython();
        String said = "echo '{\"published\": {\"run_id\": \"r-1\", \"business_date\": \"DATE\"}}'";

        assertThat(python("published.py", module, program(said.replace("DATE", "2026-11-22"))))
                .contains("r-1");
        assertThat(python("published.py", module, program(said.replace("DATE", "2026-11-21"))))
                .isEqualTo(refusal);
        assertThat(python("published.py", module, program("echo '{\"published\": null}'")))
                .isEqualTo(refusal);
    }

    /** Read as text, so that it is checked without Python as well. */
    @ParameterizedTest
    @CsvSource({"airflow/crumbless_dag.py", "dagster/crumbless_asset.py"})
    void theTablesHaveEveryExitCode(String file) throws IOException {
        String text = Files.readString(OPS.resolve(file));

        assertThat(table(text, "NEED_PEOPLE")).isEqualTo(codes(false));
        assertThat(table(text, "PASS")).isEqualTo(codes(true));
    }

    private static Set<Integer> table(String text, String name) {
        String table = text.substring(text.indexOf(name + " = {"));
        return Pattern.compile("(?m)^ {4}(\\d+):")
                .matcher(table.substring(0, table.indexOf("\n}")))
                .results()
                .map((MatchResult code) -> Integer.valueOf(code.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> codes(boolean passing) {
        return Arrays.stream(ErrorCategory.values())
                .filter(category -> PASSING.contains(category) == passing)
                .map(ErrorCategory::exitCode)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void thePythonFilesCompile() throws Exception {
        requirePython();
        for (String file : List.of("airflow/crumbless_dag.py", "dagster/crumbless_asset.py")) {
            Commands.Result result = Commands.run(
                    folder,
                    Map.of("PYTHONPYCACHEPREFIX", folder.toString()),
                    "python3",
                    "-m",
                    "py_compile",
                    OPS.resolve(file).toString());
            assertThat(result.code()).as(result.all()).isZero();
        }
    }

    private Commands.Result cron(Path program, int tries) throws Exception {
        return Commands.run(
                folder,
                Map.of("CRUMBLESS", program.toString(), "CRUMBLESS_PAUSE", "0", "CRUMBLESS_TRIES", "" + tries),
                OPS.resolve("cron/crumbless-night").toString(),
                "job.yaml");
    }

    @Test
    void cronSaysNothingOfANightThatIsWell() throws Exception {
        assertThat(cron(program("echo published; exit 0"), 3)).isEqualTo(new Commands.Result(0, ""));
    }

    @Test
    void cronTriesAgainWhatPasses() throws Exception {
        for (ErrorCategory category : ErrorCategory.values()) {
            Files.deleteIfExists(folder.resolve("calls"));

            Commands.Result result = cron(program("echo why; exit " + category.exitCode()), 3);

            assertThat(result.code()).isEqualTo(category.exitCode());
            assertThat(result.all()).contains("why", "ended with " + category.exitCode());
            assertThat(calls()).as(category.name()).isEqualTo(PASSING.contains(category) ? 3 : 1);
        }
    }

    @Test
    void cronEndsWellWhenALaterTryDoes() throws Exception {
        Path program = program("[ $(wc -l < " + folder.resolve("calls") + ") -eq 3 ] || exit 6");

        assertThat(cron(program, 5).code()).isZero();
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void theCronTableCallsWhatIsThere() throws IOException {
        String table = Files.readString(OPS.resolve("cron/crumbless.cron"));

        assertThat(OPS.resolve("cron/crumbless-night")).isExecutable();
        assertThat(table.lines().filter(line -> line.matches("\\d.*"))).hasSize(2);
        assertThat(table).contains("/opt/crumbless/ops/cron/crumbless-night", "status", "--check");
    }
}
