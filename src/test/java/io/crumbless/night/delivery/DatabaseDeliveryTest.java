package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a table becomes a delivery like any other, and a database that fails says why without saying who. */
@Tag("unit")
class DatabaseDeliveryTest {
    @TempDir
    private Path folder;

    private int staged;

    private static final String TABLE = """
            create schema crm;
            create table crm.declaration (
              declaration_id varchar primary key, subject_id varchar, action varchar, attribute varchar, "value" varchar,
              purposes varchar array, notice_id varchar, notice_version int, notice_language char(2), channel varchar,
              elicitation varchar, declared_by varchar, confirmed boolean, declared_at timestamp with time zone,
              valid_until date, told_at timestamp(3), budget decimal(8,2), picture varbinary);
            insert into crm.declaration values
              ('d-2', 'S-1', 'withdraw', 'budget', null, null, null, null, null, 'app', null, null, null,
               timestamp with time zone '2026-11-21 10:00:00+01:00', null, timestamp '2026-03-29 02:30:00.125', null, null),
              ('d-1', '10000000000000000000000000000000000001', 'declare', 'budget', '12.50',
               array['personal_offers', 'say "hi"'], 'family-club', 3, 'de', 'app', 'volunteered', 'self', true,
               timestamp with time zone '2026-11-20 10:00:00.25+01:00', date '2027-01-31', null, 99.50, X'00ff');
            """;

    private DeclarationSource source(String database, String more) {
        Problems problems = new Problems();
        DeclarationSource source = DeclarationSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: preference-centre\ndelivers: snapshot\ndatabase: " + database + "\n" + more,
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();
        return source;
    }

    /** The table in a database in memory, as a job file names it. */
    private String h2() throws Exception {
        Files.writeString(folder.resolve("data.sql"), TABLE);
        return "scripts: [data.sql]";
    }

    private DatabaseDelivery.Staged stage(DeclarationSource source) {
        return DatabaseDelivery.of(source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                .stage(Location.of(folder.resolve("staged-" + staged++ + ".parquet")));
    }

    @Test
    void stagesATableAsText() throws Exception {
        DatabaseDelivery.Staged staged = stage(source("{ " + h2() + ", table: crm.declaration }", ""));
        assertThat(staged.records()).isEqualTo(2);
        List<RawStatement> statements = TestingDelivery.statements(staged);
        assertThat(statements).hasSize(2);
        RawStatement first = statements.get(0);
        assertThat(first.text(StatementField.DECLARATION_ID)).isEqualTo("d-1");
        assertThat(first.text(StatementField.SUBJECT_ID)).isEqualTo("10000000000000000000000000000000000001");
        assertThat(first.text(StatementField.VALUE)).isEqualTo("12.50");
        assertThat(first.text(StatementField.PURPOSES)).isEqualTo("[\"personal_offers\",\"say \\\"hi\\\"\"]");
        assertThat(first.text(StatementField.NOTICE_VERSION)).isEqualTo("3");
        assertThat(first.text(StatementField.CONFIRMED)).isEqualTo("true");
        assertThat(first.text(StatementField.DECLARED_AT)).isEqualTo("2026-11-20T10:00:00.250+01:00");
        assertThat(first.text(StatementField.VALID_UNTIL)).isEqualTo("2027-01-31");
        assertThat(first.text(StatementField.JURISDICTION)).isNull();
        assertThat(statements.get(1).text(StatementField.VALUE)).isNull();
        assertThat(statements.get(1).text(StatementField.DECLARED_AT)).isEqualTo("2026-11-21T10:00+01:00");
        assertThat(RecordCounter.count(staged.file(), new FileFormat.Parquet()).records())
                .isEqualTo(2);
    }

    /** Through java.sql.Timestamp half past two on the night of a clock change becomes half past three. */
    @Test
    void timesWithoutZoneAreNotMovedByThisMachinesZone() throws Exception {
        String told = "columns: { declared-at: told_at, value: budget }";
        List<RawStatement> statements =
                TestingDelivery.statements(stage(source("{ " + h2() + ", table: crm.declaration }", told)));
        assertThat(statements.get(0).text(StatementField.VALUE)).isEqualTo("99.50");
        assertThat(statements.get(1).text(StatementField.DECLARED_AT)).isEqualTo("2026-03-29 02:30:00.125");
    }

    @Test
    void theHashDependsOnContentNotOnOrder() throws Exception {
        String h2 = h2();
        String query = "{ " + h2 + ", query: \"select * from crm.declaration\" }";
        String reversed = "{ " + h2 + ", query: \"select d.* from crm.declaration d order by action desc\" }";
        String other = "{ " + h2 + ", query: \"select * from crm.declaration where action = 'declare'\" }";
        assertThat(stage(source(query, "")).contentHash())
                .hasSize(64)
                .isEqualTo(stage(source(reversed, "")).contentHash())
                .isNotEqualTo(stage(source(other, "")).contentHash());
    }

    @Test
    void theHashDoesNotLetTextPassFromColumnToColumn() {
        RowHashes left = new RowHashes();
        left.add(new String[] {"ab", "c"});
        RowHashes right = new RowHashes();
        right.add(new String[] {"a", "bc"});
        RowHashes twice = new RowHashes();
        twice.add(new String[] {"ab", "c"});
        twice.add(new String[] {"ab", "c"});
        RowHashes none = new RowHashes();
        none.add(new String[] {null, ""});
        RowHashes blank = new RowHashes();
        blank.add(new String[] {"", null});
        assertThat(List.of(left.hex(), right.hex(), twice.hex(), none.hex(), blank.hex(), new RowHashes().hex()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aMissingColumnIsTheOperatorsToMend() throws Exception {
        String h2 = h2();
        assertThatThrownBy(() ->
                        stage(source("{ " + h2 + ", table: crm.declaration }", "columns: { subject-id: customer }")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageStartingWith(
                        "Cannot read the database of source preference-centre: column 'customer' is missing,"
                                + " found [DECLARATION_ID, SUBJECT_ID, ")
                .hasMessageEndingWith("map it with columns.subject-id");
    }

    @Test
    void aNumberThatIsNoneAndAListWithNothingInItAreReadForTheirRecordsAlone() throws Exception {
        Files.writeString(folder.resolve("data.sql"), TABLE + """
                create table crm.oddities as select d.*, cast('NaN' as decfloat) n, cast('-Infinity' as decfloat) m,
                  array['a', null] l from crm.declaration d;
                """);
        String database = "{ scripts: [data.sql], table: crm.oddities }";
        assertThat(TestingDelivery.statements(
                        stage(source(database, "columns: { value: n, evidence-ref: m, legal-basis: l }"))))
                .hasSize(2)
                .allSatisfy(statement -> {
                    assertThat(statement.text(StatementField.VALUE)).isEqualTo("NaN");
                    assertThat(statement.text(StatementField.EVIDENCE_REF)).isEqualTo("-Infinity");
                    assertThat(statement.text(StatementField.LEGAL_BASIS)).isEqualTo("[\"a\",null]");
                });
    }

    @Test
    void aColumnOfBytesIsTheOperatorsToMend() throws Exception {
        String h2 = h2();
        assertThatThrownBy(() ->
                        stage(source("{ " + h2 + ", table: crm.declaration }", "columns: { evidence-ref: picture }")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("column 'picture' holds bytes");
    }

    @Test
    void anUnknownTableIsTheOperatorsToMend() throws Exception {
        String h2 = h2();
        assertThatThrownBy(() -> stage(source("{ " + h2 + ", table: crm.declarations }", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("source preference-centre")
                .hasMessageContaining("it does not know the table");
    }

    @Test
    void anUnreachableDatabaseIsTheEnvironment() throws Exception {
        Files.writeString(folder.resolve("password"), "s3cret\n");
        assertThatThrownBy(() -> stage(source(
                        "{ url: 'jdbc:postgresql://127.0.0.1:9/crm?connectTimeout=2', table: t, user: bob,"
                                + " password-file: password }",
                        "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.ENVIRONMENT))
                .hasMessageContaining("Cannot open the database of source preference-centre: it cannot be reached")
                .satisfies(failure -> assertThat(everythingPrintedOf(failure))
                        .doesNotContain("s3cret")
                        .doesNotContain("bob"));
    }

    @Test
    void aMissingPasswordFileIsTheOperatorsToMend() {
        assertThatThrownBy(() ->
                        stage(source("{ url: 'jdbc:h2:mem:pw', table: t, user: bob, password-file: nowhere }", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("nowhere of source preference-centre");
    }

    /** Statements that would run a program, write a file or read other data are refused: a script is data. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create alias run as 'int run() throws Exception { new java.io.File(\"made\").createNewFile(); return 1; }'",
                "create alias leave for \"java.lang.System.exit\"",
                "create trigger t before insert on t call \"java.lang.String\"",
                "insert into t select file_write('x', 'made')",
                "insert into t select length(file_read('/etc/passwd'))",
                "call csvwrite('made', 'select 1')",
                "runscript from 'other.sql'",
                "script to 'made'",
                "create linked table l('', 'jdbc:h2:mem:o;INIT=create table x(n int)', '', '', 'x')",
                "set trace_level_file 3",
                "create user other password '' admin"
            })
    void aScriptRunsNoProgram(String statement) throws Exception {
        Files.writeString(folder.resolve("data.sql"), "create table t (n int);\n" + statement + ";\n");
        assertThatThrownBy(() -> stage(source("{ scripts: [data.sql], table: t }", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("scripts may create tables and views and insert rows, nothing else");
    }

    @Test
    void aScriptThatIsNotThereIsTheOperatorsToMend() {
        assertThatThrownBy(() -> stage(source("{ scripts: [absent.sql], table: t }", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageStartingWith("Cannot read script " + folder.resolve("absent.sql"));
    }

    /** A query of H2 can reach whatever its user may, and an administrator may write files and load drivers. */
    @Test
    void aQueryIsNotRunAsAnAdministratorOfH2() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("shop");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE + "create user reader password ''; grant select on crm.declaration to reader");
        }
        String query = "{ url: '" + url + "', query: select * from crm.declaration, user: ";

        assertThatThrownBy(() -> stage(source(query + "sa }", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("a query of H2 is not run as an administrator");
        assertThat(stage(source(query + "reader }", "")).records()).isEqualTo(2);
    }

    /** H2 quotes the statement that failed, and with it what it was about to insert. */
    @Test
    void aFailingScriptDoesNotRevealItsValues() throws Exception {
        Files.writeString(
                folder.resolve("data.sql"), "create table t (n int);\ninsert into t values ('Winifred Personal');\n");
        assertThatThrownBy(() -> stage(source("{ scripts: [data.sql], table: t }", "")))
                .isInstanceOf(Failure.class)
                .satisfies(failure -> assertThat(everythingPrintedOf(failure)).doesNotContain("Winifred"));
    }

    private static String everythingPrintedOf(Throwable failure) {
        StringWriter out = new StringWriter();
        failure.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }

    @Test
    void leavesNothingBehindWhenItFails() throws Exception {
        String h2 = h2();
        Location into = Location.of(folder.resolve("failed.parquet"));
        DeclarationSource source =
                source("{ " + h2 + ", table: crm.declaration }", "columns: { evidence-ref: picture }");
        assertThatThrownBy(() -> DatabaseDelivery.of(source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                        .stage(into))
                .isInstanceOf(Failure.class);
        assertThat(Files.exists(folder.resolve("failed.parquet"))).isFalse();
    }
}
