package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.dictionary.DbtSources;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.YamlText;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Promise: the queries shown to analysts can be executed unchanged on the sample. */
@Tag("night")
class QueryPageTest {
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?);\\n```", Pattern.DOTALL);

    @TempDir
    private static Path folder;

    private static DuckDb duckDb = new DuckDb();

    @BeforeAll
    static void runsTheNight() throws IOException {
        JobFile job = JobFile.read(Path.of("jobs/nightly-profiles.yaml"))
                .into(
                        Location.of(folder.resolve("warehouse")),
                        ControlSettings.in(folder.resolve("control")),
                        folder.resolve("spill"));
        new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, LocalDate.of(2026, 11, 22), RunOptions.DEFAULTS, Progress.SILENT);
        duckDb.execute(Files.readString(folder.resolve("warehouse/views.sql")));
    }

    @AfterAll
    static void close() {
        duckDb.close();
    }

    @Test
    void everyQueryOfThePageHasAnAnswer() throws IOException {
        Matcher queries = SQL.matcher(Files.readString(Path.of("docs/how-to/query.md")));
        int seen = 0;
        while (queries.find()) {
            assertThat(duckDb.query(queries.group(1))).as(queries.group(1)).isNotEmpty();
            seen++;
        }
        assertThat(seen).isEqualTo(7);
    }

    /** The dictionary of the night's own policy, in the language of the report. */
    @Test
    void theSnapshotHoldsItsDictionary() throws IOException {
        Path evidence = folder.resolve("warehouse/current/_evidence");

        assertThat(Files.readString(evidence.resolve("dictionary.md")))
                .contains("## Baby's due date (baby_due_date)")
                .contains("- **How long**: Kept until 8 weeks after the date of “Baby's due date”.")
                .contains("- **Sensitivity**: special category (GDPR Art. 9(1))")
                .contains("- **Choices**: every week (weekly), every month (monthly), rarely\n")
                .contains("| extracts_insight | favourite_categories, organic_preferred, children_count |");
        assertThat(Files.readString(evidence.resolve("dictionary.html"))).contains("Data dictionary", "baby_due_date");
        assertThat(Files.readString(evidence.resolve("SHA256SUMS"))).contains("  dictionary.html", "  dictionary.md");
    }

    /** The queries of dbt's four kinds of tests, on the views they would query. */
    @Test
    void theTestsOfTheDbtSourcesHold() {
        String text = YamlText.of(DbtSources.of(PolicyFolder.read(Path.of("jobs/policy"))));
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
        Map<?, ?> source = (Map<?, ?>) ((List<?>) file.get("sources")).get(0);
        int tests = 0;
        for (Object each : (List<?>) source.get("tables")) {
            Map<?, ?> table = (Map<?, ?>) each;
            for (Object every : (List<?>) table.get("columns")) {
                Map<?, ?> column = (Map<?, ?>) every;
                for (String sql : failing(table.get("name").toString(), column)) {
                    assertThat(duckDb.query(sql)).as(sql).isEmpty();
                    tests++;
                }
            }
        }
        assertThat(tests).isGreaterThan(40);
        assertThat(text).contains("\"rarely\"").doesNotContain("&");
    }

    /** Queries that find what breaks the tests of a column. */
    private static List<String> failing(String table, Map<?, ?> column) {
        List<String> queries = new ArrayList<>();
        String name = '"' + column.get("name").toString() + '"';
        queries.add("SELECT " + name + " FROM " + table + " LIMIT 0");
        List<?> tests = column.get("data_tests") instanceof List<?> some ? some : List.of();
        for (Object test : tests) {
            if (test.equals("not_null")) {
                queries.add("SELECT * FROM " + table + " WHERE " + name + " IS NULL");
            } else if (test.equals("unique")) {
                queries.add("SELECT " + name + " FROM " + table + " GROUP BY 1 HAVING count(*) > 1");
            } else {
                queries.add(failing(table, name, (Map<?, ?>) test));
            }
        }
        return queries;
    }

    private static String failing(String table, String name, Map<?, ?> test) {
        String kind = test.keySet().iterator().next().toString();
        Map<?, ?> arguments = (Map<?, ?>) ((Map<?, ?>) test.get(kind)).get("arguments");
        if (kind.equals("relationships")) {
            assertThat(arguments.get("to")).isEqualTo("source('crumbless', 'profiles')");
            return "SELECT * FROM " + table + " ANTI JOIN profiles USING (" + arguments.get("field") + ")";
        }
        assertThat(kind).isEqualTo("accepted_values");
        String values = String.join(
                "', '",
                ((List<?>) arguments.get("values"))
                        .stream().map(Object::toString).toList());
        return "SELECT * FROM " + table + " WHERE " + name + " NOT IN ('" + values + "')";
    }
}
