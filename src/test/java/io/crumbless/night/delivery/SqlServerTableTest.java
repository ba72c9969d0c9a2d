package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: of SQL Server plain statements are asked for, whose values are texts that no session and no machine changes. */
@Tag("unit")
class SqlServerTableTest {
    private static final String SCRIPT = """
            create table request (id int primary key, "Customer" nvarchar(40), asked datetimeoffset(3), "why \"\"so\"\"\" nvarchar(200),
              clock datetime2(3), urgent bit, amount decimal(8, 2), share float, guid uniqueidentifier);
            insert into request values
              (2, N'C-2', timestamp with time zone '2026-11-20 10:00:00.25+01:00', N'Köln 🍼', timestamp '2026-03-29 02:30:00.125', 1,
               99.50, 0.25, '6f9619ff-8b86-d011-b42d-00c04fc964ff'),
              (1, N'C-1', timestamp with time zone '2026-11-20 10:00:00+00:00', null, null, 0, null, null, null);
            """;

    @TempDir
    private Path folder;

    private static ErasureSource source(String database, String columns) {
        Problems problems = new Problems();
        ErasureSource source = ErasureSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: requests\ndatabase: { url: 'jdbc:sqlserver://db;databaseName=crm', " + database
                                + " }\ncolumns: { subject-id: customer, " + columns + " }\n",
                        problems),
                Path.of("/job"));
        assertThat(problems.all()).isEmpty();
        return source;
    }

    private static List<String> read(TestingSqlServer server, String database, String columns) {
        ErasureSource source = source(database, columns);
        SqlServerTable table = new SqlServerTable(
                server.connection(),
                ((DeliveryPlace.Database) source.place()).settings(),
                new TableColumns("requests", source.columns(), ZoneId.of("Europe/Berlin")));
        List<String> rows = new ArrayList<>();
        table.unread();
        assertThat(table.count()).isEqualTo(2);
        table.read(KeyRange.ALL, texts -> rows.add(Arrays.toString(texts)));
        return rows;
    }

    @Test
    void rowsAreReadAsTextInTheOrderOfTheirKeys() throws SQLException {
        TestingSqlServer server = new TestingSqlServer(SCRIPT);

        assertThat(read(server, "table: request", "requested-at: asked, reason: 'why \"so\"'"))
                .containsExactly("[C-1, 2026-11-20 10:00:00+00, null]", "[C-2, 2026-11-20 10:00:00.25+01, Köln 🍼]");
        assertThat(server.statements)
                .contains(
                        "select * from request where 1 = 0",
                        "select coalesce(sum(cast(1 as bigint)), 0) from request",
                        "select cast(\"Customer\" as nvarchar(max)), convert(nvarchar(40), \"ASKED\", 121),"
                                + " cast(\"why \"\"so\"\"\" as nvarchar(max)) from request order by \"Customer\", \"ASKED\"");
    }

    @Test
    void numbersYesAndNoAndUuidsAreTexts() throws SQLException {
        TestingSqlServer server = new TestingSqlServer(SCRIPT);

        assertThat(read(server, "query: 'select * from request;'", "requested-at: asked, reason: amount"))
                .last()
                .asString()
                .endsWith(", 99.50]");
        assertThat(read(server, "table: request", "requested-at: clock, reason: urgent"))
                .containsExactlyInAnyOrder("[C-1, null, false]", "[C-2, 2026-03-29 02:30:00.125, true]");
        assertThat(read(server, "table: request", "requested-at: asked, reason: share"))
                .last()
                .asString()
                .endsWith(", 0.25]");
        assertThat(read(server, "table: request", "requested-at: asked, reason: guid"))
                .last()
                .asString()
                .endsWith(", 6f9619ff-8b86-d011-b42d-00c04fc964ff]");
    }

    @Test
    void aMissingColumnIsNamed() throws SQLException {
        TestingSqlServer server = new TestingSqlServer(SCRIPT);

        assertThatThrownBy(() -> read(server, "table: request", "requested-at: told"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("column 'told' is missing, found [");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetimeoffset|convert(nvarchar(40), \"c\", 121)",
                "datetime2|convert(nvarchar(40), \"c\", 121)",
                "datetime|convert(nvarchar(40), \"c\", 121)",
                "smalldatetime|convert(nvarchar(40), \"c\", 121)",
                "date|convert(nvarchar(40), \"c\", 121)",
                "bigint identity|\"c\"",
                "decimal|\"c\"",
                "money|\"c\"",
                "bit|\"c\"",
                "varchar|cast(\"c\" as nvarchar(max))",
                "XML|cast(\"c\" as nvarchar(max))",
                "uniqueidentifier|cast(\"c\" as nvarchar(36))"
            })
    void eachTypeHasAnExpression(String type, String expression) {
        assertThat(SqlServerTable.expression("\"c\"", type)).contains(expression);
    }

    /** A variant may hold a time, which its driver shows by this machine's zone. */
    @ParameterizedTest
    @ValueSource(strings = {"sql_variant", "varbinary", "timestamp", "image", "geography", "hierarchyid", "vector"})
    void whatHasNoTextOfItsOwnIsRefused(String type) {
        assertThat(SqlServerTable.expression("\"c\"", type)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"208, 42000", "229, 42000", "18456, 28000", "4060, 3D000", "3952, no snapshot"})
    void whatTheServerRefusesIsKnownByItsNumber(int number, String state) {
        assertThat(SqlServer.stateOf(number)).contains(state);
        assertThat(SqlServer.stateOf(1)).isEmpty();
    }

    /** Uses the real driver, on a port without a server. */
    @Test
    @Tag("slow")
    void aServerThatCannotBeReachedIsReportedWithoutWhatTheDriverSays() {
        Problems problems = new Problems();
        ErasureSource source = ErasureSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: requests\ndatabase: { url: 'jdbc:sqlserver://127.0.0.1:1;databaseName=crm;connectRetryCount=0;"
                                + "loginTimeout=5', table: dbo.request, user: reader }\n",
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();

        assertThatThrownBy(() -> DatabaseDelivery.of(source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                        .stage(Location.of(folder.resolve("staged.parquet"))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot open the database of source requests: it cannot be reached")
                .hasMessageNotContaining("reader");
    }
}
