package io.crumbless.tools.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.legacy.Format;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what is generated is spread as it is in a shop, or as a benchmark asks for. Read with DuckDB. */
@Tag("unit")
@Tag("slow")
class DistributionTest {
    @TempDir
    Path folder;

    @Test
    void sevenCookiesInTenAreLinkedAndSomeAreShared() {
        Generated.run(Generated.builder(folder, 3000));

        assertThat(share(
                        "count(*) FILTER (visitor IN (SELECT cookie FROM links))",
                        "(SELECT DISTINCT visitor FROM dmp)"))
                .isBetween(0.66, 0.74);
        assertThat(share(
                        "count(*) FILTER (people > 1)",
                        "(SELECT cookie, count(DISTINCT customer) AS people FROM links GROUP BY cookie)"))
                .isBetween(0.01, 0.06);
        assertThat(share("count(*) FILTER (how = 'probabilistic')", "links")).isBetween(0.005, 0.04);
    }

    @Test
    void someSegmentsAreFarMoreFrequentThanOthersAndSomeAreUnknown() {
        Generated.run(Generated.builder(folder, 3000));

        assertThat(share(
                        "max(rows)",
                        "count(*) * avg(rows)",
                        "(SELECT segment_id, count(*) AS rows FROM dmp GROUP BY segment_id)"))
                .isBetween(0.1, 0.3);
        assertThat(share("count(*) FILTER (segment_id LIKE 'campaign-%')", "dmp"))
                .isBetween(0.015, 0.025);
    }

    @Test
    void someStatementsTakeBackSomeComeTwiceAndSomeAreOfDaysToCome() {
        Generated.run(declarationsInJson(3000));

        assertThat(share("count(*) FILTER (action = 'withdraw')", "statements")).isBetween(0.03, 0.05);
        assertThat(share("count(*) FILTER (action = 'withdraw' AND attribute = '*')", "statements"))
                .isBetween(0.001, 0.01);
        assertThat(share("count(*) - count(DISTINCT declaration_id)", "statements"))
                .isBetween(0.005, 0.02);
        assertThat(share("count(*) FILTER (left(declared_at, 10) > '2026-11-22')", "statements"))
                .isBetween(0.001, 0.01);
    }

    @Test
    void onePersonAndOneSegmentCanBeMadeHot() {
        Generated.run(declarationsInJson(3000).manners(new Behaviour(0.06, 0.04, 0.01, 0, 0, 0.01, 0.5)));

        assertThat(share("count(*) FILTER (subject_id = 'C-100000')", "statements"))
                .isBetween(0.005, 0.03);
        assertThat(share(
                        "max(rows)",
                        "count(*) * avg(rows)",
                        "(SELECT segment_id, count(*) AS rows FROM dmp GROUP BY segment_id)"))
                .isBetween(0.5, 0.7);
    }

    @Test
    void someIdsAreTooLongForANumber() {
        assertThat(Customers.subjectId(996)).hasSize(38).containsOnlyDigits();
        assertThat(Customers.subjectId(997)).isEqualTo("C-100997");
    }

    private GenerateSettings.Builder declarationsInJson(long people) {
        return Generated.builder(folder, people)
                .formats(new Formats(
                        Formats.USUAL.shapes(),
                        Optional.empty(),
                        Format.CSV,
                        Optional.of(Format.JSONL),
                        Formats.PreferenceCentre.FILE));
    }

    private double share(String part, String from) {
        return share(part, "count(*)", from);
    }

    private double share(String part, String whole, String from) {
        String sql = """
                WITH dmp AS (SELECT * FROM read_parquet('%1$s/legacy/dmp/*/*.parquet')),
                links AS (SELECT * FROM read_csv('%1$s/legacy/logins.csv', all_varchar = true)),
                %2$s
                SELECT (%3$s)::DOUBLE / (%4$s) FROM %5$s
                """.formatted(folder, statements(), part, whole, from);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String statements() {
        return """
                statements AS (SELECT * FROM read_json('%s/declarations/*.jsonl', format = 'newline_delimited',
                    ignore_errors = true, columns = {declaration_id: 'VARCHAR', subject_id: 'VARCHAR',
                    action: 'VARCHAR', attribute: 'VARCHAR', declared_at: 'VARCHAR'}))""".formatted(folder);
    }
}
