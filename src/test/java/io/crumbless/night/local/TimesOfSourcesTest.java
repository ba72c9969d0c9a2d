package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: each source says how it writes times, and every time is read to its moment or refused. */
@Tag("night")
class TimesOfSourcesTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJob() {
        job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01 08:00:00 UTC,form\n")
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01 08:00:00.123 UTC\n");
    }

    private void replace(String file, String text, String by) {
        try {
            Path path = folder.resolve(file);
            String before = Files.readString(path);
            assertThat(before).contains(text);
            Files.writeString(path, before.replace(text, by));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String said(String id, String subject, String at, String end) {
        return declares(id, subject, "home_store", "Kiel", "service_messages", at)
                .replace(at + ",,", at + "," + end + ",");
    }

    @Test
    void whatDatabasesAndWarehousesWriteNeedsNoForm() {
        job.declared(
                TestingJob.NIGHT,
                said("d1", "C-1", "2026-11-20 10:31:00 UTC", ""),
                said("d2", "C-2", "2026-11-20T10:31:00.000+01:00[Europe/Berlin]", ""),
                said("d3", "C-3", "2026-11-20t10:31:00z", ""),
                said("d4", "C-4", "20.11.2026 10:31", ""));
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-3,2026-11-21 00:00:00.000 +0000,asked\n");
        job.run();

        assertThat(
                        job.query(
                                "SELECT subject_id, home_store__lineage.declared_at AT TIME ZONE 'UTC', language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|2026-11-20 10:31:00.0|de", "C-2|2026-11-20 09:31:00.0|null");
        assertThat(job.query("SELECT reason FROM $refusals WHERE reason <> 'subject_erased'"))
                .containsExactly("time_invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "times: epoch-millis | 1795170660000",
                "times: { declared-at: epoch-seconds } | 1795170660",
                "times: rfc-1123 | Fri\u00b7 20 Nov 2026 10:31:00 GMT",
                "times: { pattern: \"dd.MM.yyyy HH:mm\", locale: de } ;; zone: Europe/Berlin | 20.11.2026 11:31",
                "times: { declared-at: { pattern: \"M/d/yyyy h:mm a\" } } ;; zone: UTC | 11/20/2026 10:31 AM",
            })
    void aFormOfDeclarations(String times, String at) {
        replace(
                "job.yaml",
                "    delivers: increment",
                "    delivers: increment\n    " + times.replace(" ;; ", "\n    "));
        String delivered = at.contains("\u00b7") ? '"' + at.replace("\u00b7", ",") + '"' : at;
        job.declared(TestingJob.NIGHT, said("d1", "C-1", delivered, ""), said("d2", "C-2", "2026-11-20 10:31 UTC", ""));
        job.run();

        assertThat(job.query("SELECT subject_id, home_store__lineage.declared_at AT TIME ZONE 'UTC' FROM $profiles"
                        + " WHERE home_store IS NOT NULL"))
                .containsExactly("C-1|2026-11-20 10:31:00.0");
        assertThat(job.query("SELECT reason FROM $refusals")).containsExactly("time_invalid");
    }

    /** A timestamp within a day ends with the day before: no value is used longer than declared. */
    @Test
    void anEndOfAnotherForm() {
        replace(
                "job.yaml",
                "    delivers: increment",
                "    delivers: increment\n    times: { valid-until: epoch-millis }\n    zone: Europe/Berlin");
        job.declared(
                TestingJob.NIGHT,
                said("d1", "C-1", "2026-11-20T10:31:00Z", "1801436400000"),
                said("d2", "C-2", "2026-11-20T10:31:00Z", "2027-01-31"));
        job.run();

        assertThat(job.query("SELECT declaration_id, valid_until FROM $declarations"))
                .containsExactly("d1|2027-01-31");
        assertThat(job.query("SELECT reason FROM $refusals")).containsExactly("valid_until_invalid");
    }

    @Test
    void formsOfErasuresAndLinks() {
        replace("job.yaml", "path: erasures.csv", "path: erasures.csv\n    times: { requested-at: epoch-seconds }");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,1795170660,asked\n");
        job.declared(
                TestingJob.NIGHT,
                said("d1", "C-1", "2026-11-10T10:31:00Z", ""),
                said("d2", "C-2", "2026-11-10T10:31:00Z", ""));
        replace(
                "job.yaml",
                "path: legacy/logins.csv",
                "path: legacy/logins.csv\n      times: { linked-at: epoch-millis }");
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-2,login,1790841600000\n");
        job.run();

        assertThat(job.query("SELECT subject_id, language FROM $profiles")).containsExactly("C-2|de");
    }

    @Test
    void anErasureRequestOfAnotherFormStopsTheNight() {
        replace("job.yaml", "path: erasures.csv", "path: erasures.csv\n    times: epoch-seconds");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,1795170660000,asked\n");

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "erasures.csv:2: subject_id or requested_at is missing, or requested_at is not a time with "
                                + "offset in the format of the source");
    }

    /** As systems for tickets write it. */
    @Test
    void anErasureRequestOfADayCountsAtItsEnd() {
        replace(
                "job.yaml",
                "path: erasures.csv",
                "path: erasures.csv\n    times: { requested-at: { pattern: \"dd.MM.yyyy\" } }\n    zone: Europe/Berlin");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,20.11.2026,asked\n");
        job.declared(
                TestingJob.NIGHT,
                said("d1", "C-1", "2026-11-20T22:59:59Z", ""),
                said("d2", "C-2", "2026-11-20T22:59:59Z", ""));
        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
    }

    @Test
    void anErasureRequestInTheHourShownTwiceDoesNotStopTheNight() {
        replace("job.yaml", "path: erasures.csv", "path: erasures.csv\n    zone: Europe/Berlin");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-10-25 02:30,asked\n");
        job.declared(
                TestingJob.NIGHT,
                said("d1", "C-1", "2026-10-25T01:15:00Z", ""),
                said("d2", "C-2", "2026-10-25T01:15:00Z", ""));
        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
    }

    @ParameterizedTest
    @CsvSource({"earlier, 2026-10-25 00:30:00.0", "later, 2026-10-25 01:30:00.0"})
    void theHourShownTwice(String word, String moment) {
        replace(
                "job.yaml",
                "    delivers: increment",
                "    delivers: increment\n    zone: Europe/Berlin\n    doubled-hour: " + word);
        replace(
                "job.yaml",
                "path: legacy/dmp.csv",
                "path: legacy/dmp.csv\n      zone: Europe/Berlin\n      doubled-hour: " + word);
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,form_language_de,2026-10-25 02:30:00,form\n");
        job.declared(TestingJob.NIGHT, said("d1", "C-1", "2026-10-25 02:30", ""));
        job.run();

        assertThat(job.query("SELECT home_store__lineage.declared_at AT TIME ZONE 'UTC', language__lineage.declared_at"
                        + " AT TIME ZONE 'UTC' FROM $profiles"))
                .containsExactly(moment + "|" + moment);
    }

    /** Whatever form the source names: what the type of a column says needs none. */
    @ParameterizedTest
    @CsvSource({
        "TIMESTAMP '2026-11-01 09:00:00', 2026-11-01 08:00:00.0",
        "TIMESTAMPTZ '2026-11-01 08:00:00+00', 2026-11-01 08:00:00.0",
        "1793520000000, 2026-11-01 08:00:00.0"
    })
    void typedTimesFollowTheirTypeAndTheZone(String value, String moment) throws Exception {
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'ck1' AS visitor, 'form_language_de' AS segment_id, " + value + " AS ts, 'form' AS method",
                    folder.resolve("legacy/dmp.parquet"));
        }
        replace(
                "job.yaml",
                "path: legacy/dmp.csv",
                "path: legacy/dmp.parquet\n      zone: Europe/Berlin\n      times: epoch-millis");
        job.run();

        assertThat(job.query("SELECT language__lineage.declared_at AT TIME ZONE 'UTC' FROM $profiles"))
                .containsExactly(moment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "times: millis | unknown declarations[1].times 'millis'",
                "times: { pattern: \"HH:mm\" } | it names no day, or not the hour of it",
                "times: { pattern: \"dd.MM.yyyy\", locale: deutsch_ } | expected a language such as de or en-GB",
                "times: { declared: epoch-millis } | declared-at",
                "times: { valid-until: epoch-millis } | an end is a day, so name with 'zone' where its days begin",
                "doubled-hour: first | earlier",
            })
    void faultsOfTheJobFile(String line, String message) {
        replace("job.yaml", "    delivers: increment", "    delivers: increment\n    " + line);

        assertThatThrownBy(job::file)
                .satisfies(thrown -> assertThat(thrown.getMessage()).containsIgnoringCase(message));
    }
}
