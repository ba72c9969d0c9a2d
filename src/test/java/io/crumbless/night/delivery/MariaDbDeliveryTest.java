package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingMariaDb;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.OptOut;
import io.crumbless.kernel.declaration.OptOutScope;
import io.crumbless.kernel.declaration.RawStatement;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.kernel.profile.Night;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.legacy.LegacyFiles;
import io.crumbless.night.legacy.LegacySettings;
import io.crumbless.night.legacy.LinkOutcome;
import io.crumbless.night.legacy.LinkScanner;
import io.crumbless.night.legacy.LinkSource;
import io.crumbless.night.legacy.LinkTableBuilder;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.night.legacy.ReachedOptOut;
import io.crumbless.process.Failure;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what holds for PostgreSQL holds for a real MariaDB. */
@Tag("crash")
class MariaDbDeliveryTest {
    @TempDir
    private static Path server;

    private static TestingMariaDb mariaDb;

    @TempDir
    private Path folder;

    private int staged;

    @BeforeAll
    static void createTables() throws Exception {
        mariaDb = TestingMariaDb.start(server);
        mariaDb.execute("""
                create table declaration (
                  declaration_id varchar(40) primary key, subject_id decimal(38), action enum('declare', 'withdraw'),
                  attribute varchar(60), value text, purposes text, notice_id varchar(40), notice_version int,
                  notice_language char(2), channel varchar(40), elicitation varchar(40), declared_by varchar(20),
                  confirmed tinyint(1), declared_at timestamp(3) null, valid_until date, told_at datetime(3),
                  ends_at timestamp null, `Legal Basis` varchar(60), small tinyint(1), budget decimal(8, 2),
                  share double, picture blob);
                insert into declaration select
                  concat('d-', lpad(seq, 5, '0')), 10000000000000000000000000000000000000 + seq,
                  if(seq % 10 = 0, 'withdraw', 'declare'), 'purchase_intention', '["pram", "cot"]',
                  'personal_offers;recommend_products', 'family-club', 3, 'de', 'app', 'volunteered', 'self', 1,
                  '2026-11-20 10:00:00.25', '2027-01-31', '2026-03-29 02:30:00.125', '2027-01-31 23:59:59',
                  'eu-gdpr:A6-1-a', 7, 99.50, 0.25, x'00ff' from seq_1_to_12345;
                create table erasure (customer bigint unsigned, asked timestamp, why text);
                insert into erasure values (18446744073709551615, '2026-11-20 10:00:00', 'Köln 🍼');
                create table login (cookie varchar(40), customer bigint, at timestamp(3) null, told_at datetime, undone tinyint(1));
                insert into login values ('ck-1', 1, '2026-11-20 10:00:00.25', '2026-11-20 10:00:00', 0);
                insert into login values ('ck-2', 2, '2026-11-20 10:00:00.25', '2026-11-20 10:00:00', 1);
                create table opt_out (cookie varchar(40), customer bigint, at timestamp(3) null, stated tinyint(1));
                insert into opt_out values ('ck-1', null, '2026-11-20 10:00:00.25', 1), (null, 1, '2026-11-20 10:00:00.25', 1),
                  (null, 2, '2026-11-20 10:00:00.25', 0);
                create user reader@'%' identified by 's3cret';
                grant select on crm.declaration to reader@'%';
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        if (mariaDb != null) {
            mariaDb.close();
        }
    }

    private DeclarationSource source(String from, String user, String more) {
        Problems problems = new Problems();
        DeclarationSource source = DeclarationSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: crm\ndelivers: snapshot\ndatabase: { url: '" + mariaDb.url() + "', " + from + ", user: "
                                + user + ", password-file: password }\n" + more,
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();
        return source;
    }

    private DatabaseDelivery.Staged stage(DeclarationSource source) throws Exception {
        if (!Files.exists(folder.resolve("password"))) {
            Files.writeString(folder.resolve("password"), "s3cret\n");
        }
        return DatabaseDelivery.of(source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                .stage(Location.of(folder.resolve("staged-" + staged++ + ".parquet")));
    }

    @Test
    void stagesATableAsText() throws Exception {
        DatabaseDelivery.Staged staged =
                stage(source("table: crm.declaration", "reader", "columns: { legal-basis: Legal Basis }"));

        assertThat(staged.records()).isEqualTo(12_345);
        List<RawStatement> statements = TestingDelivery.statements(staged);
        assertThat(statements).hasSize(12_345);
        RawStatement first = statements.get(0);
        assertThat(first.text(StatementField.DECLARATION_ID)).isEqualTo("d-00001");
        assertThat(first.text(StatementField.SUBJECT_ID)).isEqualTo("10000000000000000000000000000000000001");
        assertThat(first.text(StatementField.VALUE)).isEqualTo("[\"pram\", \"cot\"]");
        assertThat(first.text(StatementField.NOTICE_VERSION)).isEqualTo("3");
        assertThat(first.text(StatementField.CONFIRMED)).isEqualTo("1");
        assertThat(first.text(StatementField.VALID_UNTIL)).isEqualTo("2027-01-31");
        assertThat(first.text(StatementField.LEGAL_BASIS)).isEqualTo("eu-gdpr:A6-1-a");
    }

    /** The server's clock is an hour ahead of UTC; a TIMESTAMP is a moment all the same, and a DATETIME is what a clock showed. */
    @Test
    void momentsAreMomentsAndClocksAreClocks() throws Exception {
        RawStatement moment = TestingDelivery.statements(stage(source("table: declaration", "reader", "")))
                .get(0);
        assertThat(moment.text(StatementField.DECLARED_AT)).isEqualTo("2026-11-20T09:00:00.250000Z");

        RawStatement clock = TestingDelivery.statements(stage(
                        source("table: declaration", "reader", "columns: { declared-at: told_at, value: budget }")))
                .get(0);
        assertThat(clock.text(StatementField.DECLARED_AT)).isEqualTo("2026-03-29 02:30:00.125");
        assertThat(clock.text(StatementField.VALUE)).isEqualTo("99.50");
    }

    @Test
    void anEndThatIsAMomentEndsWithTheDayBefore() throws Exception {
        RawStatement end = TestingDelivery.statements(stage(
                        source("table: declaration", "reader", "columns: { valid-until: ends_at, value: share }")))
                .get(0);

        assertThat(end.text(StatementField.VALID_UNTIL)).isEqualTo("2027-01-30");
        assertThat(end.text(StatementField.VALUE)).isEqualTo("0.25");
    }

    @Test
    void aSmallNumberIsNoYesOrNo() throws Exception {
        RawStatement small = TestingDelivery.statements(
                        stage(source("query: \"select * from declaration;\"", "reader", "columns: { value: small }")))
                .get(0);

        assertThat(small.text(StatementField.VALUE)).isEqualTo("7");
    }

    @Test
    void bytesAreRefusedByName() {
        assertThatThrownBy(() -> stage(source("table: declaration", "reader", "columns: { value: picture }")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("column 'picture' holds bytes");
    }

    @Test
    void stagesErasureRequests() throws Exception {
        Files.writeString(folder.resolve("password"), "");
        Problems problems = new Problems();
        ErasureSource source = ErasureSource.read(
                YamlFile.parse(
                        "job.yaml",
                        "name: requests\ndatabase: { url: '" + mariaDb.url() + "', table: erasure, user: tester,"
                                + " password-file: password }\n"
                                + "columns: { subject-id: customer, requested-at: asked, reason: why }\n",
                        problems),
                folder);
        assertThat(problems.all()).isEmpty();

        DatabaseDelivery.Staged staged = DatabaseDelivery.of(
                        source, (DeliveryPlace.Database) source.place(), ZoneOffset.UTC)
                .stage(Location.of(folder.resolve("requests.parquet")));

        assertThat(staged.records()).isOne();
    }

    private LegacySettings legacy(String yaml) throws Exception {
        Files.writeString(folder.resolve("password"), "");
        Problems problems = new Problems();
        LegacySettings settings = LegacySettings.read(
                YamlFile.parse("job.yaml", yaml.formatted(mariaDb.url()), problems),
                path -> path,
                IdSettings.EXACT,
                folder);
        assertThat(problems.all()).isEmpty();
        return settings;
    }

    private DatabaseDelivery.Staged stage(LegacyFiles files, List<CanonicalColumn> columns) {
        return DatabaseDelivery.of(
                        files.name(),
                        new ColumnMapping(columns, Map.of(), files.columns()),
                        new DeliveryPlace.Database(files.database().orElseThrow()),
                        ZoneOffset.UTC)
                .stage(Location.of(folder.resolve(files.name() + ".parquet")));
    }

    @Test
    void stagesLinks() throws Exception {
        LinkSource source = legacy("""
                links:
                  - name: logins
                    database: { url: '%s', table: login, user: tester, password-file: password }
                    columns: { cookie-id: Cookie, subject-id: customer, linked-at: at }
                    method: login
                    where: { undone: false }
                """).links().get(0);

        DatabaseDelivery.Staged staged = stage(source.files(), source.columns());

        LinkTableBuilder builder = new LinkTableBuilder();
        new LinkScanner(
                        source,
                        PolicyFolder.read(Path.of("jobs/policy")),
                        new Night(LocalDate.of(2026, 11, 20), ZoneOffset.UTC))
                .scan(staged.file(), builder, (position, reason) -> {});
        assertThat(builder.finish().tallies().get("logins").bins()).isEqualTo(Map.of("left_out", 1L, "linked", 1L));
        assertThat(staged.records()).isEqualTo(2);
    }

    @Test
    void stagesOptOuts() throws Exception {
        OptOutSource source = legacy("""
                opt-outs:
                  - name: opt-outs
                    database: { url: '%s', table: opt_out, user: tester, password-file: password }
                    columns: { cookie-id: Cookie, subject-id: customer, opted-out-at: at }
                    scope: [sale, legacy]
                    where: { stated: true }
                """).optOuts().get(0);

        DatabaseDelivery.Staged staged = stage(source.files(), source.columns());

        LinkTableBuilder builder = new LinkTableBuilder();
        new OptOutScanner(source).scan(staged.file(), new OptOutScanner.Delivered("opt_out", 0, false), builder);
        LinkOutcome outcome = LinkOutcome.of(builder.finish());
        assertThat(staged.records()).isEqualTo(3);
        assertThat(outcome.tallies().get("opt-outs").bins()).isEqualTo(Map.of("left_out", 1L, "matched_nobody", 2L));
        assertThat(outcome.reached())
                .extracting(ReachedOptOut::optOut)
                .containsExactly(new OptOut(
                        "opt-outs",
                        new SubjectId("1"),
                        Set.of(OptOutScope.SALE),
                        Instant.parse("2026-11-20T09:00:00.250Z").toEpochMilli() * 1000,
                        true));
    }

    @Test
    void failuresSayWhyAndNotWho() {
        assertThatThrownBy(() -> stage(source("table: nowhere", "reader", "")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it does not know the table")
                .hasMessageNotContaining("reader");
        assertThatThrownBy(() -> stage(source("table: declaration", "stranger", "")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it refuses to let the user in");
    }
}
