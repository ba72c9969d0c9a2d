package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/**
 * Promise: a file that deviates from RFC 4180 is read according to the job file, and no part of it is mistaken for a
 * person.
 */
@Tag("night")
class CsvDialectsTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJob() {
        job = new TestingJob(folder)
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T08:00:00Z\nck2,C-2,login,2026-10-01T08:00:00Z\n");
    }

    private void csv(String source, String csv) {
        try {
            String before = Files.readString(folder.resolve("job.yaml"));
            assertThat(before).contains("path: " + source);
            String indent = source.startsWith("legacy") ? "\n      csv: " : "\n    csv: ";
            Files.writeString(
                    folder.resolve("job.yaml"), before.replace("path: " + source, "path: " + source + indent + csv));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String profiles() {
        return String.join(";", job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"));
    }

    @Test
    void unloadedWithoutHeaderAndWithEscapes() {
        csv(
                "legacy/dmp.csv",
                "{ delimiter: \"|\", quote: none, escape: \"\\\\\", header: [visitor, segment_id, ts, method] }");
        job.write(
                "legacy/dmp.csv",
                "ck1|form_language_de|2026-11-01 08:00:00 UTC|form\nck2|a\\|b|2026-11-01 08:00:00 UTC|\\N\n");
        job.run();

        assertThat(profiles()).isEqualTo("C-1|de");
        assertThat(job.query("SELECT reason FROM $refusals")).isEmpty();
        assertThat(job.query("SELECT subject_id FROM $removals")).containsExactly("C-2");
    }

    @Test
    void commentsAboveAndALastLineThatCounts() {
        csv("legacy/dmp.csv", "{ comment: \"#\", last-line: count }");
        job.write(
                "legacy/dmp.csv",
                "# Exported by DMP\n# 2026-11-22\nvisitor,segment_id,ts,method\n"
                        + "ck1,form_language_de,2026-11-01T08:00:00Z,form\n(1 row)\n");
        job.run();
        assertThat(profiles()).isEqualTo("C-1|de");
        assertThat(job.query("SELECT reason FROM $refusals")).isEmpty();

        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T08:00:00Z,form\n(2 rows)\n");
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageContaining("dmp.csv: its last line does not say that 1 records stand above it");
    }

    @Test
    void threeRowsOfHeader() {
        csv("legacy/dmp.csv", "{ skip-rows: 2 }");
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\nResponse ID,\"What is\nyour language?\",End Date,How\n"
                        + "\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",x,y,z\n"
                        + "ck1,form_language_de,2026-11-01T08:00:00Z,form\n");
        job.run();

        assertThat(profiles()).isEqualTo("C-1|de");
        assertThat(job.query("SELECT reason FROM $refusals")).isEmpty();
    }

    /** Whoever asked may not be called as a column is; a request that is none stops the night, as every other does. */
    @Test
    void aHeaderWhereTheJobStatesTheColumns() {
        csv("legacy/dmp.csv", "{ header: [visitor, segment_id, ts, method] }");
        job.write(
                "legacy/dmp.csv",
                "Visitor,Segment,ts,Method\nck1,form_language_de,2026-11-01T08:00:00Z,form\n"
                        + "ck2,form_language_de,2026-11-01T08:00:00Z,form\n");
        job.run();
        assertThat(job.query("SELECT reason, position FROM $refusals")).containsExactly("header_again|1");

        csv("erasures.csv", "{ header: [subject_id, requested_at, reason] }");
        job.write("erasures.csv", "subject_id,requested_at,Why\nC-9,2026-11-20T08:00:00Z,x\n");
        assertThatThrownBy(job::run).hasMessageContaining("erasures.csv:1: the record has not the shape of the file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ escape: '\"' } | csv.escape: it is the delimiter or the quote",
                "{ comment: ',' } | csv.comment: it is the delimiter or the quote",
                "{ escape: n } | expected one sign of ASCII, no letter or digit",
                "{ skip-lines: -1 } | csv.skip-lines must be between 0 and 1000 but was -1",
                "{ last-line: skip } | known are count",
            })
    void faultsOfTheJobFile(String csv, String message) {
        csv("legacy/dmp.csv", csv);

        assertThatThrownBy(job::file)
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(message));
    }
}
