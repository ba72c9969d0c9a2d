package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LiveLegacy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: links and opt-outs are read from tables of a database as they are from files. */
@Tag("night")
class LegacyDatabaseNightTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void begin() throws IOException {
        job = new TestingJob(folder);
        job.write("tables.sql", """
                create table login (cookie varchar(40), "Customer" varchar(40), how varchar(20), at timestamp with time zone,
                  state varchar(10));
                insert into login values
                  ('ck-1', 'C-1', 'login', timestamp with time zone '2026-11-01 08:00:00+00', 'ok'),
                  ('ck-2', 'C-2', 'login', timestamp with time zone '2026-11-01 08:00:00+00', 'ok'),
                  ('ck-3', 'C-3', 'login', timestamp with time zone '2026-11-01 08:00:00+00', 'ok'),
                  ('ck-4', 'C-4', 'login', timestamp with time zone '2026-11-01 08:00:00+00', 'undone'),
                  ('ck-5', 'C-5', 'login', timestamp with time zone '2026-12-01 08:00:00+00', 'ok');
                create table opt_out (cookie varchar(40), customer varchar(40), at timestamp, status varchar(10));
                insert into opt_out values ('ck-2', null, timestamp '2026-11-10 08:00:00', null),
                  (null, 'C-3', timestamp '2026-11-10 08:00:00', null);
                """);
        job.write("legacy/dmp.csv", """
                visitor,segment_id,ts,method
                ck-1,form_language_de,2026-11-01T08:00:00Z,typed
                ck-2,form_language_de,2026-11-01T08:00:00Z,typed
                ck-3,form_language_de,2026-11-01T08:00:00Z,typed
                ck-4,form_language_de,2026-11-01T08:00:00Z,typed
                ck-5,form_language_de,2026-11-01T08:00:00Z,typed
                """);
        replace("      path: legacy/logins.csv\n", "      database: { scripts: [tables.sql], table: login }\n");
        replace("subject-id: customer, method: how, linked-at: linked_at }\n", """
                subject-id: Customer, method: how, linked-at: at }
                      where: { state: ok }
                  opt-outs:
                    - name: opt-outs
                      database: { scripts: [tables.sql], table: opt_out }
                      columns: { cookie-id: cookie, subject-id: customer }
                """);
    }

    private void replace(String what, String by) throws IOException {
        Path file = folder.resolve("job.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private static Map<String, Long> bins(RunReport report, String source) {
        return report.balance().stream()
                .filter(line -> line.source().equals(source))
                .findFirst()
                .orElseThrow()
                .bins();
    }

    @Test
    void aNightReadsBoth() {
        RunReport report = job.run();
        assertThat(report.notices())
                .anyMatch(notice ->
                        notice.startsWith("Column 'STATUS' of source 'opt-outs' (opt_out) looks as if it said"));
        assertThat(bins(report, "logins")).isEqualTo(Map.of("future", 1L, "left_out", 1L, "linked", 3L));
        assertThat(bins(report, "opt-outs")).isEqualTo(Map.of("applied", 2L));

        assertThat(job.query("select subject_id, language from $profiles")).containsExactly("C-1|de");
    }

    @Test
    void whatIsHeldOfAPersonIsFoundThroughBoth() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");

        LegacyHoldings linked = LiveLegacy.of(job.file(), new SubjectId("C-1"), now);
        assertThat(linked.holdings()).extracting(LegacyHoldings.Holding::name).containsExactly("form_language_de");
        assertThat(linked.optedOut()).isFalse();
        assertThat(LiveLegacy.of(job.file(), new SubjectId("C-3"), now).optedOut())
                .isTrue();
        assertThat(job.file().spill()).doesNotExist();
    }

    @Test
    void opposedScopesAndTimesWithoutOffsetAreReadToo() throws IOException {
        replace("columns: { cookie-id: cookie, subject-id: customer }\n", """
                columns: { cookie-id: cookie, subject-id: customer, opted-out-at: at }
                      zone: Europe/Berlin
                      scope: [sale, legacy]
                      ignore-columns: [status]
                """);
        job.declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("STATUS"));
        assertThat(job.query("select count(*) from $declarations where declared_at = timestamp '2026-11-10 07:00:00'"))
                .containsExactly("2");
    }

    @Test
    void whatIsOfFilesIsRefused() throws IOException {
        replace(
                "      where: { state: ok }\n",
                "      where: { state: ok }\n      path: x.csv\n      may-be-missing: true\n");
        replace("subject-id: customer }", "subject-id: nobody }");

        assertThatThrownBy(() -> JobFile.read(folder.resolve("job.yaml")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("Invalid legacy.links[1].path: the source is a database, which has none")
                .hasMessageContaining("Invalid legacy.links[1].may-be-missing");
        replace("      path: x.csv\n      may-be-missing: true\n", "");
        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("column 'nobody' is missing")
                .hasMessageContaining("map it with columns.subject-id");
    }
}
