package io.crumbless.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.plan.EngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares each run with an independent implementation in SQL: from the delivered files and the random policy only,
 * DuckDB computes what the run must publish. The results are equal for every seed.
 *
 * <p>The questions stand in {@code src/test/resources/io/crumbless/differential/*.sql}, one file each, with the
 * sentence of the design they follow. {@code -Ddifferential.seed=17} runs the world of that seed alone and leaves its
 * files in {@code target/differential}; {@code -Ddifferential.worlds=1-500} runs as many as wanted.
 */
@Tag("differential")
@Tag("night")
@Execution(ExecutionMode.CONCURRENT)
class DifferentialTest {
    /** Number of worlds with eight seeds each: 208 seeds. */
    private static final int WORLDS = 26;

    /** Worlds per query: SQL takes little longer for many than for one. */
    private static final int WORLDS_TOGETHER = 13;

    private static final int SHOWN = 40;

    private static final List<String> QUESTIONS =
            List.of("log", "profiles", "purposes", "moments", "removals", "refusals", "balance", "segments");

    @TempDir
    private Path folder;

    static Stream<List<Integer>> worlds() {
        Integer seed = Integer.getInteger("differential.seed");
        if (seed != null) {
            return Stream.of(List.of((seed - 1) / World.SEEDS + 1));
        }
        String[] range =
                System.getProperty("differential.worlds", "1-" + WORLDS).split("-");
        List<Integer> all = IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]))
                .boxed()
                .toList();
        return IntStream.range(0, (all.size() + WORLDS_TOGETHER - 1) / WORLDS_TOGETHER)
                .mapToObj(i -> all.subList(i * WORLDS_TOGETHER, Math.min(all.size(), (i + 1) * WORLDS_TOGETHER)));
    }

    @ParameterizedTest(name = "worlds {0}")
    @MethodSource("worlds")
    void whatIsPublishedIsWhatSqlExpects(List<Integer> numbers) throws IOException {
        Path root = Integer.getInteger("differential.seed") == null ? folder : kept();
        try (Sql duckDb = new Sql()) {
            List<String> differences = differences(numbers, root, duckDb);

            assertThat(differences)
                    .as("rerun one seed s<n> with -Ddifferential.seed=<n>; side 'sql' is expected, 'program' published")
                    .isEmpty();
            if (numbers.size() == WORLDS_TOGETHER) {
                assertThat(duckDb.answers("seen.sql"))
                        .as("what the dice have to show")
                        .isEmpty();
            }
        }
    }

    /** The engine of the runs. */
    EngineFactory engine() {
        return new LocalEngines(1).of(EngineKind.LOCAL, null);
    }

    private static Path kept() throws IOException {
        Path kept = Path.of("target/differential").toAbsolutePath();
        if (Files.exists(kept)) {
            try (Stream<Path> old = Files.walk(kept)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(kept);
    }

    private List<String> differences(List<Integer> numbers, Path root, Sql duckDb) {
        Facts facts = new Facts();
        List<World> worlds = new ArrayList<>();
        for (int number : numbers) {
            worlds.add(new World(number, root, facts, duckDb, engine()));
        }
        worlds.forEach(world -> world.run(facts));
        duckDb.script("facts.sql");
        facts.load(root.resolve("facts")).forEach(duckDb::execute);
        duckDb.execute("SET VARIABLE root = '" + root + "'");
        // This ensures that there is a file of each kind, whatever the random choices.
        duckDb.execute("COPY (SELECT '' AS subject_id WHERE false) TO '" + root + "/none.parquet'");
        duckDb.execute(
                "COPY (SELECT NULL::STRUCT(segment VARCHAR, ts VARCHAR, how VARCHAR, score VARCHAR)[] AS segments"
                        + " WHERE false) TO '" + root + "/none-structs.parquet'");
        expect(duckDb);
        return compare(worlds, numbers, duckDb);
    }

    /** Computes the expected result of each run in SQL. */
    private static void expect(Sql duckDb) {
        duckDb.script("words.sql");
        duckDb.script("deliveries.sql");
        duckDb.script("values.sql");
        duckDb.script("answers.sql");
        int nights = Integer.parseInt(
                duckDb.rows("SELECT max(night) + 1 AS n FROM p_night").get(0).substring(2));
        for (int night = 0; night < nights; night++) {
            duckDb.execute("SET VARIABLE night = " + night);
            for (String script : List.of("tonight", "links", "legacy", "admission", "fates")) {
                duckDb.script(script + ".sql");
            }
            for (String question : QUESTIONS) {
                duckDb.script(question + ".sql");
            }
        }
        duckDb.script("afterwards.sql");
    }

    private static List<String> compare(List<World> worlds, List<Integer> numbers, Sql duckDb) {
        for (int i = 0; i < worlds.size(); i++) {
            World world = worlds.get(i);
            List<String> runs =
                    duckDb.rows("SELECT run_id AS id FROM p_run WHERE world = " + numbers.get(i) + " ORDER BY night");
            for (int night = 0; night < runs.size(); night++) {
                world.reading(night, runs.get(night).substring(3)).forEach(duckDb::execute);
            }
        }
        duckDb.script("published.sql");
        List<String> differences = new ArrayList<>();
        for (String question : QUESTIONS) {
            List<String> found = duckDb.rows("""
                    SELECT '%1$s' AS dataset, * FROM (
                      SELECT *, 'sql' AS side FROM (FROM expected_%1$s EXCEPT ALL FROM published_%1$s)
                      UNION ALL
                      SELECT *, 'program' AS side FROM (FROM published_%1$s EXCEPT ALL FROM expected_%1$s))
                    ORDER BY ALL""".formatted(question));
            found.stream().limit(SHOWN).forEach(differences::add);
            if (found.size() > SHOWN) {
                differences.add("... and " + (found.size() - SHOWN) + " more of " + question);
            }
        }
        return differences;
    }
}
