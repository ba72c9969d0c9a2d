package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LiveLegacy;
import io.crumbless.answers.proof.LegacyJoin;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.AuditReport.LegacyLook;
import io.crumbless.process.Failure;
import io.crumbless.tools.init.FirstHour;
import io.crumbless.tools.init.InitRequest;
import io.crumbless.tools.init.SourceKind;
import io.crumbless.tools.inspect.DeliveryGroups;
import io.crumbless.tools.inspect.SourceInspector;
import io.crumbless.tools.inspect.SourceLook;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: for every kind of source, a table gives the same result as CSV, and withdrawals in it are applied. */
abstract class TableDeliveriesContract {
    static final String LINKS = "cookie,customer,how,linked_at\nck1,C-1,login,2026-11-01T00:00:00Z\n"
            + "ck2,C-2,login,2026-11-01T00:00:00Z\nck3,C-3,login,2026-11-01T00:00:00Z\n";
    static final String SEGMENTS = "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n"
            + "ck2,form_language_de,2026-11-01T00:00:00Z,form\nck3,form_language_de,2026-11-01T00:00:00Z,form\n";

    @TempDir
    Path folder;

    TestingJob job;

    /** The name of the format in the job file. */
    abstract String format();

    /** Writes or overwrites a table of text columns; empty texts become null. */
    abstract void write(Path place, String[] names, List<String[]> rows) throws IOException;

    final void table(String name, String csv) throws IOException {
        String[] lines = csv.strip().split("\n");
        write(
                folder.resolve(name),
                lines[0].split(","),
                Arrays.stream(lines)
                        .skip(1)
                        .map(line -> Arrays.stream(line.split(",", -1))
                                .map(text -> text.isEmpty() ? null : text)
                                .toArray(String[]::new))
                        .toList());
    }

    @BeforeEach
    void aJobOfEveryKindOfSource() throws IOException {
        job = new TestingJob(folder);
        String format = "\n      format: " + format();
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("legacy/dmp.csv", "legacy/dmp.table" + format)
                        .replace("legacy/logins.csv", "legacy/logins.table" + format)
                        .replace("declarations/store-{date}.csv", "declarations.table\n    format: " + format())
                        .replace("path: erasures.csv", "path: erasures.table\n    format: " + format())
                        .replace("declarations:\n", """
                                  opt-outs:
                                    - name: opt-outs
                                      path: opt-outs.table
                                      format: %s
                                      columns: { cookie-id: cookie }
                                declarations:
                                """.formatted(format())));
        table("legacy/dmp.table", SEGMENTS);
        table("legacy/logins.table", LINKS);
        table("opt-outs.table", "cookie\nck2\n");
        table("erasures.table", "subject_id,requested_at,reason\nC-3,2026-11-20T00:00:00Z,asked\n");
        table(
                "declarations.table",
                TestingJob.HEADER
                        + declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"));
    }

    final List<String> profiles() {
        return job.query("SELECT subject_id, language, home_store FROM $profiles ORDER BY 1");
    }

    @Test
    void everyKindOfSourceIsRead() throws IOException {
        job.run();
        assertThat(profiles()).containsExactly("C-1|de|Kiel");

        table(
                "declarations.table",
                TestingJob.HEADER
                        + declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z")
                        + "\n" + withdraws("w1", "C-1", "home_store", "", "2026-11-21T10:00:00Z"));
        job.run();
        assertThat(profiles()).containsExactly("C-1|de|null");
    }

    @Test
    void inspectionLooksAtItAndADraftNamesTheFormat() throws IOException {
        Location place = Location.of(folder.resolve("legacy/dmp.table"));
        SourceLook look = SourceInspector.look("dmp", DeliveryGroups.files(place), Duration.ofMinutes(1));

        assertThat(look.form().kind().word()).isEqualTo(format());
        assertThat(look.columnNames())
                .containsExactlyInAnyOrder(
                        SEGMENTS.lines().findFirst().orElseThrow().split(","));
        assertThat(look.rows()).isEqualTo(SEGMENTS.strip().lines().count() - 1);

        Path team = Files.createDirectory(folder.resolve("team"));
        FirstHour.draft(new InitRequest(
                team, Map.of(SourceKind.MEMBERSHIPS, List.of(place)), Duration.ofMinutes(1), 1, text -> text));
        assertThat(Files.readString(team.resolve("job.yaml")))
                .contains("path: ../legacy/dmp.table")
                .contains("format: " + format())
                .contains("cookie-id: visitor");
    }

    @Test
    void whatItHoldsNowOfAPersonIsFoundAndNothingIsLeftBehind() throws IOException {
        assertThat(held("C-1")).containsExactly("form_language_de");

        table("legacy/dmp.table", SEGMENTS.replace("ck1,", "ck9,"));

        assertThat(held("C-1")).isEmpty();
        assertThat(job.file().spill()).doesNotExist();
    }

    private List<String> held(String subject) {
        return LiveLegacy.of(job.file(), new SubjectId(subject), Instant.EPOCH.plus(Duration.ofDays(30_000)))
                .holdings()
                .stream()
                .map(LegacyHoldings.Holding::name)
                .toList();
    }

    @Test
    void anAuditLooksForWhatItHoldsNow() {
        String run = job.run().runId();

        LegacyLook look = new LegacyJoin(job.file(), new Warehouse(job.file().warehouse()).snapshot(run), 2)
                .join(Legacy.READ)
                .look()
                .orElseThrow();

        // Three files of memberships, three of links, and one of opt-outs.
        assertThat(look.cookies()).isEqualTo(7);
        assertThat(look.stillThere()).isEqualTo(look.deliveries()).isEqualTo(3);
    }

    @Test
    void aTableWithoutRecordsIsReadAsOne() throws IOException {
        table("erasures.table", "subject_id,requested_at,reason\n");
        table("opt-outs.table", "cookie\n");

        job.run();

        assertThat(profiles()).containsExactly("C-1|de|Kiel", "C-2|de|null", "C-3|de|null");
    }

    @Test
    void theSameTablesAreTheSameRun() {
        String first = job.run().runId();

        assertThat(job.run().runId()).isEqualTo(first);
    }

    @Test
    void aMissingTableStopsTheNight() throws IOException {
        Files.move(folder.resolve("legacy/dmp.table"), folder.resolve("elsewhere"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Missing files of legacy source 'dmp'");
    }

    final Manifest.Input input(String source) {
        return Warehouse.manifest(Location.of(job.warehouse().resolve("current"))).inputs().stream()
                .filter(input -> input.source().equals(source))
                .findFirst()
                .orElseThrow();
    }
}
