package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: packed deliveries of every kind make the night that they would make unpacked, and what withdraws in them counts. */
@Tag("night")
class PackedDeliveriesTest {
    private static final String MEMBERSHIPS =
            "visitor,segment_id,ts,method\n" + "ck1,form_language_de,2026-11-01T00:00:00Z,form\n"
                    + "ck2,form_language_de,2026-11-01T00:00:00Z,form\nck3,form_language_de,2026-11-01T00:00:00Z,form\n";
    private static final String LINKS = "cookie,customer,how,linked_at\nck1,C-1,login,2026-11-01T00:00:00Z\n"
            + "ck2,C-2,login,2026-11-01T00:00:00Z\nck3,C-3,login,2026-11-01T00:00:00Z\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJobOfEveryKindOfSource() throws IOException {
        job = new TestingJob(folder);
        Files.delete(folder.resolve("legacy/dmp.csv"));
        Files.delete(folder.resolve("legacy/logins.csv"));
        Files.delete(folder.resolve("erasures.csv"));
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("legacy/dmp.csv", "legacy/dmp/part-*.csv*")
                        .replace("legacy/logins.csv", "legacy/logins.csv.gz")
                        .replace("store-{date}.csv", "store-{date}*.csv.gz")
                        .replace("path: erasures.csv", "path: erasures.csv.gz")
                        .replace("      shape: membership", "      shape: membership\n      format: csv")
                        .replace("declarations:\n", """
                                  opt-outs:
                                    - name: opt-outs
                                      path: opt-outs/part-*.csv.gz
                                      columns: { cookie-id: cookie }
                                declarations:
                                """));
        gzip("legacy/dmp/part-00000.csv", MEMBERSHIPS);
        gzip("legacy/logins.csv.gz", LINKS);
        gzip("opt-outs/part-00000.csv.gz", "cookie\nck2\n");
        gzip("erasures.csv.gz", "subject_id,requested_at,reason\nC-3,2026-11-20T00:00:00Z,asked\n");
        gzip(
                "declarations/store-2026-11-22.csv.gz",
                TestingJob.HEADER
                        + declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z")
                        + "\n");
    }

    private void gzip(String file, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(folder.resolve(file).getParent());
        Files.write(folder.resolve(file), bytes.toByteArray());
    }

    @Test
    void everyKindOfSourceIsRead() throws IOException {
        job.write("legacy/dmp/part-00001.csv", MEMBERSHIPS.replace("ck1", "ck9"));
        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("part-"));
        assertThat(job.query("SELECT subject_id, language, home_store FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de|Kiel");

        gzip(
                "declarations/store-2026-11-22-b.csv.gz",
                TestingJob.HEADER + withdraws("w1", "C-1", "home_store", "", "2026-11-21T10:00:00Z") + "\n");
        job.run();
        assertThat(job.query("SELECT subject_id, home_store FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|null");
    }

    @Test
    void optOutsOfWhichEveryPartIsEmptyMayBeCutShort() throws IOException {
        gzip("opt-outs/part-00001.csv.gz", "");
        job.run();

        gzip("opt-outs/part-00000.csv.gz", "");
        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .hasMessageContaining("the file is empty, so it may have been truncated");
    }
}
