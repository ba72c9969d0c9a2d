package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.EarlierState;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.local.LocalNight;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: this version continues with the warehouse and the control database of an earlier one, and an earlier version
 * refuses data of a later one with a message.
 */
@Tag("night")
class UpgradeTest {
    private static final String HEADER = "declaration_id,subject_id,action,attribute,value,purposes,notice_id,"
            + "notice_version,notice_language,channel,elicitation,declared_by,recorded_by,confirmed,declared_at,valid_until,"
            + "jurisdiction,legal_basis,evidence_ref\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"schema-11", "schema-26", "schema-30"})
    void theNightAfterAnUpgradeGoesOnAndRevivesNobody(String state) throws IOException {
        TestingCli cli = begin(state);
        String before = new Warehouse(Location.of(folder.resolve("warehouse")))
                .current()
                .orElseThrow();
        // Late deliveries of who was erased and of what was withdrawn; and somebody new.
        Files.writeString(
                folder.resolve("declarations/store-2026-11-23.csv"),
                HEADER
                        + declares("d3", "C-3", "2026-11-21T10:00:00Z")
                        + declares("d2", "C-2", "2026-11-21T10:00:00Z")
                        + declares("d5", "C-5", "2026-11-23T10:00:00Z"));

        assertThat(cli.run("run", "job.yaml", "--date", "2026-11-23"))
                .as(cli::err)
                .isZero();
        assertThat(cli.run("audit", "--job", "job.yaml")).as(cli::out).isZero();
        assertThat(cli.run("audit", before, "--job", "job.yaml")).as(cli::out).isZero();
        assertThat(cli.run("history", "job.yaml")).isZero();
        assertThat(cli.out()).contains("2026-11-21", "2026-11-22", "2026-11-23");
        assertThat(new Warehouse(Location.of(folder.resolve("warehouse"))).chain())
                .hasSize(3)
                .element(1)
                .isEqualTo(before);
        assertThat(people()).containsExactly("C-1", "C-4", "C-5");
    }

    /** The situation of an operator who reinstalls the previous version. */
    @Test
    void aControlDatabaseOfANewerProgramIsRefusedInWords() throws IOException, SQLException {
        TestingCli cli = begin("schema-26");
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder.resolve("control")));
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
                    + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                    + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'sa', 1, TRUE)");
        }

        assertThat(cli.run("run", "job.yaml", "--date", "2026-11-23")).isEqualTo(5);
        assertThat(cli.err())
                .contains(
                        "Cannot use the control database",
                        "a newer Crumbless wrote it (schema 999",
                        "use that version");
        assertThat(people()).as("readers keep the snapshot").containsExactly("C-1", "C-4");
    }

    @Test
    void aWarehouseOfANewerProgramIsRefusedInWordsAndLeftAsItIs() throws IOException {
        TestingCli cli = begin("schema-26");
        Warehouse warehouse = new Warehouse(Location.of(folder.resolve("warehouse")));
        String current = warehouse.current().orElseThrow();
        Path manifest = folder.resolve("warehouse/snapshots/" + current + "/_evidence/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"layout\" : 1", "\"layout\" : 2"));

        for (List<String> command : List.of(
                List.of("run", "job.yaml", "--date", "2026-11-23"), List.of("explain", "C-1", "--job", "job.yaml"))) {
            assertThat(cli.run(command.toArray(String[]::new)))
                    .as(command.get(0))
                    .isEqualTo(5);
            assertThat(cli.err()).contains("a newer Crumbless (", ") wrote it (layout 2, this program knows 1)");
        }
        assertThat(warehouse.current()).contains(current);
        assertThat(warehouse.snapshots()).hasSize(2);
    }

    private List<String> people() throws IOException {
        try (DuckDb duckDb = new DuckDb()) {
            return duckDb
                    .query("SELECT subject_id FROM read_parquet('" + folder.resolve("warehouse/current/profiles")
                            + "/*.parquet') ORDER BY 1")
                    .stream()
                    .map(row -> row.values().get(0))
                    .toList();
        }
    }

    private static String declares(String id, String subject, String at) {
        return id + "," + subject
                + ",declare,language,en,service_messages,preference-centre,2,en,web_preference_center,"
                + "prompted_choice,self,,," + at + ",,DE,eu-gdpr:A6-1-a,\n";
    }

    private TestingCli begin(String state) throws IOException {
        EarlierState.unpack(state, folder);
        return new TestingCli(
                folder,
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        SnapshotExplainer::new));
    }
}
