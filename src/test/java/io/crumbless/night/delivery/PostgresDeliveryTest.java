package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingPostgres;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.ErasureRequest;
import io.crumbless.kernel.declaration.IsoTime;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what holds for H2 holds for a real PostgreSQL. */
@Tag("database")
class PostgresDeliveryTest {
    private static TestingPostgres postgres;

    @TempDir
    private Path folder;

    private int staged;

    @BeforeAll
    static void createTables() {
        postgres = TestingPostgres.create();
        postgres.execute("""
                    create type word as enum ('declare', 'withdraw');
                    create schema crm;
                    create table crm.declaration (
                      declaration_id uuid primary key, subject_id numeric(38), action word, attribute text, value jsonb,
                      purposes text[], notice_id text, notice_version int, notice_language char(2), channel text,
                      elicitation text, declared_by text, confirmed boolean, declared_at timestamptz, valid_until date,
                      told_at timestamp, "Legal Basis" text);
                    insert into crm.declaration select
                      ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid,
                      10000000000000000000000000000000000000 + i,
                      (case when i % 10 = 0 then 'withdraw' else 'declare' end)::word,
                      'purchase_intention', '["pram", "cot"]', array['personal_offers', 'recommend_products'],
                      'family-club', 3, 'de', 'app', 'volunteered', 'self', true,
                      '2026-11-20 10:00:00.25+01'::timestamptz + make_interval(mins => i), '2027-01-31',
                      '2026-03-29 02:30:00'::timestamp, 'eu-gdpr:A6-1-a'
                    from generate_series(1, 12345) i;
                    create view crm.by_time as select * from crm.declaration order by declared_at desc;
                    create table erasure (customer bigint, asked timestamptz, why text);
                    insert into erasure values (7, '2026-11-20 10:00:00+00', 'moved');
                    create table crm.ends (
                      declaration_id int, subject_id text, action text, attribute text, value jsonb, declared_at timestamptz,
                      a_day date, a_time timestamp, a_moment timestamptz, a_text text, purposes text, notice_id text,
                      notice_version int, notice_language text, channel text, elicitation text, declared_by text);
                    insert into crm.ends values
                      (1, 'S', 'declare', 'a', '"say \\"hi\\" \\u00e4"', now(), 'infinity', 'infinity', 'infinity', 'Infinity'),
                      (2, 'S', 'declare', 'a', '12.50', now(), '2027-01-31', '2027-01-31 23:59:59.5', '2027-01-31 23:59:59+01',
                        '2027-01-31T23:59:00Z'),
                      (3, 'S', 'declare', 'a', 'true', now(), '2027-01-31', '2027-01-31 00:00:00', '2027-01-31 00:00:00+01',
                        '2027-01-31 10:00'),
                      (4, 'S', 'declare', 'a', 'null', now(), '-infinity', '-infinity', '-infinity', 'soon'),
                      (5, 'S', 'declare', 'a', '{"b": [1]}', now(), null, null, null, null);
                    create table crm.oddities (
                      declaration_id int, subject_id text, action text, attribute text, value text, declared_at timestamptz,
                      a_number numeric, days date[], moments timestamptz[], numbers numeric[], words word[], texts text[],
                      purposes text, notice_id text, notice_version int, notice_language text, channel text, elicitation text,
                      declared_by text);
                    insert into crm.oddities values
                      (1, 'S', 'declare', 'a', 'v', 'infinity', 'NaN', '{infinity}', '{-infinity}', '{NaN, 1.50}',
                        '{declare, withdraw}', array['a', null]),
                      (2, 'S', 'declare', 'a', 'v', '-infinity', 'Infinity', '{5874897-01-01}', '{294276-12-31 00:00:00+00}',
                        '{}', '{null}', '{{a}, {b}}'),
                      (3, 'S', 'declare', 'a', 'v', '294276-12-31 00:00:00+00', 12.50, '{2026-11-20}', null, null, null, '{}'),
                      (4, 'S', 'declare', 'a', 'v', '4713-01-01 00:00:00+00 BC', 1e20, '{0044-03-15 BC}', null, null, null,
                        null),
                      (5, 'S', 'declare', 'a', 'v', '2026-11-20 10:00:00.25+01', null, null, null, null, null, null);
                    create role reader login password 's3cret';
                    grant usage on schema crm to reader;
                    grant select on crm.declaration, crm.ends, crm.oddities to reader;
                    """);
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + postgres.port() + "/" + postgres.database();
    }

    private DeclarationSource source(String from, String user, String more) {
        Problems problems = new Problems();
        DeclarationSource source = DeclarationSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: crm\ndelivers: snapshot\ndatabase: { url: '" + url() + "', " + from + ", user: " + user
                                + ", password-file: password }\n" + more,
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();
        return source;
    }

    private DatabaseDelivery.Staged stage(DeclarationSource source) throws IOException {
        return stage(source, DatabaseDelivery.FEWEST_SHARED_ROWS);
    }

    private DatabaseDelivery.Staged stage(DeclarationSource source, long fewestShared) throws IOException {
        Files.writeString(folder.resolve("password"), "s3cret\n");
        return DatabaseDelivery.of(source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                .stage(Location.of(folder.resolve("staged-" + staged++ + ".parquet")), fewestShared);
    }

    @Test
    void stagesATableOfPostgresTypesAsText() throws IOException {
        DatabaseDelivery.Staged staged =
                stage(source("table: crm.declaration", "reader", "columns: { legal-basis: Legal Basis }"));
        assertThat(staged.records()).isEqualTo(12_345);
        List<RawStatement> statements = TestingDelivery.statements(staged);
        assertThat(statements).hasSize(12_345).isSortedAccordingTo((a, b) -> String.valueOf(
                        a.text(StatementField.DECLARATION_ID))
                .compareTo(String.valueOf(b.text(StatementField.DECLARATION_ID))));
        RawStatement tenth = statements.get(9);
        assertThat(tenth.text(StatementField.DECLARATION_ID)).isEqualTo("00000000-0000-0000-0000-000000000010");
        assertThat(tenth.text(StatementField.SUBJECT_ID)).isEqualTo("10000000000000000000000000000000000010");
        assertThat(tenth.text(StatementField.ACTION)).isEqualTo("withdraw");
        assertThat(tenth.text(StatementField.VALUE)).isEqualTo("[\"pram\", \"cot\"]");
        assertThat(tenth.text(StatementField.PURPOSES)).isEqualTo("[\"personal_offers\",\"recommend_products\"]");
        assertThat(tenth.text(StatementField.NOTICE_VERSION)).isEqualTo("3");
        assertThat(tenth.text(StatementField.CONFIRMED)).isEqualTo("true");
        assertThat(java.time.OffsetDateTime.parse(String.valueOf(tenth.text(StatementField.DECLARED_AT)))
                        .toInstant())
                .isEqualTo("2026-11-20T09:10:00.25Z");
        assertThat(tenth.text(StatementField.VALID_UNTIL)).isEqualTo("2027-01-31");
        assertThat(tenth.text(StatementField.LEGAL_BASIS)).isEqualTo("eu-gdpr:A6-1-a");
        assertThat(tenth.text(StatementField.EVIDENCE_REF)).isNull();
    }

    private List<@Nullable String> ends(String column) throws IOException {
        return TestingDelivery.statements(stage(source(
                        "table: crm.ends", "reader", "zone: Europe/Berlin\ncolumns: { valid-until: " + column + " }")))
                .stream()
                .map(raw -> raw.text(StatementField.VALID_UNTIL))
                .toList();
    }

    @Test
    void aLastDayThatIsAMomentIsTheDayThatIsOverThen() throws IOException {
        assertThat(ends("a_day")).containsExactly(null, "2027-01-31", "2027-01-31", "-infinity", null);
        assertThat(ends("a_time")).containsExactly(null, "2027-01-31", "2027-01-30", "-infinity", null);
        assertThat(ends("a_moment"))
                .startsWith(null, "2027-01-31", "2027-01-30")
                .doesNotContain("infinity");
        // At 23:59 in Greenwich, it is 00:59 of the next day in Berlin.
        assertThat(ends("a_text")).containsExactly(null, "2027-01-31", "2027-01-30", "soon", null);
    }

    @Test
    void aScalarInJsonIsItsText() throws IOException {
        assertThat(TestingDelivery.statements(stage(source("table: crm.ends", "reader", ""))))
                .extracting(raw -> raw.text(StatementField.VALUE))
                .containsExactly("say \"hi\" ä", "12.50", "true", null, "{\"b\": [1]}");
    }

    /** Each such value refuses its record, or stops the run if it may be a withdrawal; none fails the entire source. */
    @Test
    void aMomentWithoutEndOrBeyondOurYearsIsNoTime() throws IOException {
        List<RawStatement> statements = TestingDelivery.statements(stage(source("table: crm.oddities", "reader", "")));
        assertThat(statements)
                .extracting(raw -> raw.text(StatementField.DECLARED_AT))
                .startsWith("infinity", "-infinity")
                .endsWith("2026-11-20T09:00:00.25Z");
        IsoTime time = new IsoTime();
        assertThat(statements.subList(0, 4)).allSatisfy(statement -> assertThat(
                        time.readTime(String.valueOf(statement.text(StatementField.DECLARED_AT))))
                .isFalse());
        assertThat(time.readTime(String.valueOf(statements.get(4).text(StatementField.DECLARED_AT))))
                .isTrue();
    }

    private List<@Nullable String> values(String column) throws IOException {
        return TestingDelivery.statements(
                        stage(source("table: crm.oddities", "reader", "columns: { value: " + column + " }")))
                .stream()
                .map(raw -> raw.text(StatementField.VALUE))
                .toList();
    }

    @Test
    void whatTheDriverHasNoObjectForIsTheTextOfTheDatabase() throws IOException {
        assertThat(values("a_number")).containsExactly("NaN", "Infinity", "12.50", "100000000000000000000", null);
        assertThat(values("days"))
                .containsExactly(
                        "[\"infinity\"]", "[\"5874897-01-01\"]", "[\"2026-11-20\"]", "[\"0044-03-15 BC\"]", null);
        assertThat(values("moments"))
                .startsWith("[\"-infinity\"]")
                .element(1)
                .asString()
                .startsWith("[\"294276-12-3");
        assertThat(values("numbers")).startsWith("[\"NaN\",\"1.50\"]", "[]");
    }

    @Test
    void aListWithNothingInItIsReadForItsRecordAlone() throws IOException {
        assertThat(values("words")).startsWith("[\"declare\",\"withdraw\"]", "[null]");
        assertThat(values("texts")).startsWith("[\"a\",null]", "[[\"a\"],[\"b\"]]", "[]");
    }

    @Test
    void timesWithoutZoneStayAsTheyAre() throws IOException {
        assertThat(TestingDelivery.statements(stage(source(
                        "query: \"select * from crm.declaration where subject_id % 5000 = 1\"",
                        "reader", "columns: { declared-at: told_at }"))))
                .hasSize(3)
                .allSatisfy(statement ->
                        assertThat(statement.text(StatementField.DECLARED_AT)).isEqualTo("2026-03-29 02:30:00"));
    }

    @Test
    void theSameRowsInAnotherOrderAreTheSameDelivery() throws IOException {
        DatabaseDelivery.Staged table = stage(source("table: crm.declaration", "postgres", ""));
        DatabaseDelivery.Staged view = stage(source("table: crm.by_time", "postgres", ""));
        assertThat(view.contentHash()).isEqualTo(table.contentHash());
        assertThat(Files.readAllBytes(view.file().location().localPath().orElseThrow()))
                .isEqualTo(
                        Files.readAllBytes(table.file().location().localPath().orElseThrow()));
    }

    @Test
    void aTableThatSeveralConnectionsReadHasTheSameRowsInTheSameOrder() throws IOException {
        DeclarationSource source = source("table: crm.declaration", "reader", "columns: { legal-basis: Legal Basis }");
        DatabaseDelivery.Staged one = stage(source);

        DatabaseDelivery.Staged several = stage(source, 1);

        assertThat(several.contentHash()).isEqualTo(one.contentHash());
        assertThat(several.records()).isEqualTo(one.records());
        assertThat(TestingDelivery.statements(several)).isEqualTo(TestingDelivery.statements(one));
        assertThat(rowGroups(one)).isEqualTo(1);
        assertThat(rowGroups(several)).isEqualTo(DatabaseDelivery.READERS);
        assertThat(Files.list(folder).map(Path::getFileName).map(Path::toString))
                .as("pieces are gone")
                .noneMatch(name -> name.matches(".*\\.[0-9]"));
    }

    @Test
    void aViewIsReadByOneConnection() throws IOException {
        DeclarationSource source = source("table: crm.by_time", "postgres", "columns: { legal-basis: Legal Basis }");

        assertThat(rowGroups(stage(source, 1))).isEqualTo(1);
    }

    @Test
    void rowsWithoutAKeyAndKeysWithManyRowsAreReadOnce() throws IOException {
        postgres.execute("create table crm.torn as select (case when i % 7 = 0 then null when i % 3 = 0 then 'same'"
                + " else 'd-' || i end) as declaration_id, subject_id, action, attribute, value, purposes, notice_id,"
                + " notice_version, notice_language, channel, elicitation, declared_by, declared_at"
                + " from crm.declaration, lateral (select right(declaration_id::text, 6)::int as i) n");
        DeclarationSource source = source("table: crm.torn", "postgres", "");

        DatabaseDelivery.Staged several = stage(source, 1);

        assertThat(several.records()).isEqualTo(12_345);
        assertThat(several.contentHash()).isEqualTo(stage(source).contentHash());
    }

    @Test
    void whatOthersWriteMeanwhileIsSeenByNoConnection() throws Exception {
        postgres.execute("create table crm.busy as select * from crm.declaration");
        DeclarationSource source = source("table: crm.busy", "postgres", "columns: { legal-basis: Legal Basis }");
        String before = stage(source).contentHash();
        List<SharedState> shared = new ArrayList<>();
        try (Connection seeing = transaction()) {
            seeing.createStatement().execute("select count(*) from crm.busy");
            postgres.execute("delete from crm.busy where subject_id % 2 = 0");
            shared.add(SharedState.of(seeing, 2, this::transaction).orElseThrow());
            for (Connection each : shared.get(0).connections()) {
                assertThat(count(each)).isEqualTo(12_345);
            }
        } finally {
            shared.get(0).close();
        }
        assertThat(stage(source, 1).contentHash())
                .isEqualTo(stage(source).contentHash())
                .isNotEqualTo(before);
    }

    @Test
    void aServerWithTooFewConnectionsIsReadByOne() throws Exception {
        try (Connection seeing = transaction()) {
            assertThat(SharedState.of(seeing, 2, () -> {
                        throw new SQLException("too many clients already", "53300");
                    }))
                    .isEmpty();
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = DriverManager.getConnection(postgres.url());
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    private static long count(Connection connection) throws SQLException {
        try (ResultSet found = connection.createStatement().executeQuery("select count(*) from crm.busy")) {
            found.next();
            return found.getLong(1);
        }
    }

    private static int rowGroups(DatabaseDelivery.Staged staged) {
        return ParquetTable.open(staged.file().location()).rowGroups();
    }

    @Test
    void readsErasureRequests() throws IOException {
        Problems problems = new Problems();
        ErasureSource source = ErasureSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: tickets\ndatabase: { url: '" + url() + "', table: erasure, user: postgres }\n"
                                + "columns: { subject-id: customer, requested-at: asked, reason: why }",
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();
        DatabaseDelivery.Staged staged = DatabaseDelivery.of(
                        source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                .stage(Location.of(folder.resolve("erasures.parquet")));
        List<ErasureRequest> requests = new ArrayList<>();
        ErasureReader.ofStaged(source, DeliveryPart.whole(staged.file())).read(requests::add);
        assertThat(requests).containsExactly(new ErasureRequest(new SubjectId("7"), 1_795_168_800_000_000L, "moved"));
    }

    @Test
    void aMissingRightToReadIsReported() {
        assertThatThrownBy(() -> stage(source("table: crm.by_time", "reader", "")))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.SETTINGS))
                .hasMessageContaining("or the user may not read it (SQL state 42501)");
    }

    @Test
    void aDatabaseThatIsNotThereIsTheEnvironment() throws IOException {
        DeclarationSource source = source("table: t", "postgres", "");
        DatabaseSettings settings = ((DeliveryPlace.Database) source.place()).settings();
        DatabaseSettings elsewhere = new DatabaseSettings(
                url() + "_absent", List.of(), settings.from(), false, settings.user(), settings.passwordFile());
        Files.writeString(folder.resolve("password"), "s3cret");
        assertThatThrownBy(() -> DatabaseDelivery.of(source, new DeliveryPlace.Database(elsewhere), ZoneOffset.UTC)
                        .stage(Location.of(folder.resolve("x.parquet"))))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.category())
                        .isEqualTo(Failure.ErrorCategory.ENVIRONMENT))
                .hasMessageContaining("there is no such database");
    }
}
