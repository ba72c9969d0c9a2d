package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.parquet.read.DataPages;
import io.crumbless.columnar.parquet.read.DataPages.DataPage;
import io.crumbless.warehouse.erase.TestingErasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a data page of a published night is one zstd frame that says how large the page is, so that every reader takes it. */
@Tag("night")
class PageLayoutTest {
    private static final String[] DATASETS = {
        "contact_moments", "declarations", "extracts/personal_offers", "profiles", "refusals", "removals"
    };

    @TempDir
    private Path folder;

    @Test
    void everyDataPageOfANightIsOneFrameAlsoAfterAnErasure() {
        TestingJob job = job();
        job.run();
        assertThat(pages()).containsKeys(DATASETS);
        assertThat(pages()).allSatisfy((dataset, pages) -> assertThat(pages).allMatch(DataPage::isOneFrame));
        int before = pages().size();

        TestingErasure.erase(job.file(), "C-07", "C-20", "C-39");

        assertThat(pages()).hasSize(before).containsKeys(DATASETS);
        assertThat(pages()).allSatisfy((dataset, pages) -> assertThat(pages).allMatch(DataPage::isOneFrame));
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    /** The warehouse is then as one of an earlier version, whose pages were split. */
    @Test
    void aWarehouseOfSplitPagesIsReadAuditedAndErasedFromByAJobOfOneFrame() throws IOException {
        TestingJob job = job();
        String text = Files.readString(folder.resolve("job.yaml"));
        job.write("job.yaml", text + "pages: split\n");
        String split = job.run().runId();
        assertThat(pages().get("profiles")).anyMatch(page -> page.frames() == 2);
        job.write("job.yaml", text);

        TestingErasure.erase(job.file(), "C-07", "C-20");
        assertThat(pages().get("profiles")).anyMatch(page -> page.frames() == 2);
        assertThat(TestingErasure.audited(job.file())).isEmpty();

        assertThat(job.run().runId()).isNotEqualTo(split);
        assertThat(pages()).allSatisfy((dataset, pages) -> assertThat(pages).allMatch(DataPage::isOneFrame));
        assertThat(job.query("SELECT subject_id FROM $profiles")).hasSize(38).doesNotContain("C-07", "C-20");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
    }

    /** A night of forty people with rows in every dataset. */
    private TestingJob job() {
        List<String> declared = new ArrayList<>();
        StringBuilder memberships = new StringBuilder("visitor,segment_id,ts,method\n");
        StringBuilder logins = new StringBuilder("cookie,customer,how,linked_at\n");
        for (int i = 1; i <= 40; i++) {
            String subject = "C-%02d".formatted(i);
            declared.add(declares("a" + i, subject, "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
            if (i % 3 == 0) {
                String at = "2026-11-21T10:00:00Z";
                declared.add(declares("b" + i, subject, "preferred_channel", "email", "personal_offers", at));
                declared.add(declares("p" + i, subject, "purchase_planned_for", "2026-11-25", "personal_offers", at));
            }
            if (i % 5 == 0) {
                declared.add(declares("c" + i, subject, "no_such", "1", "service_messages", "2026-11-20T10:00:00Z"));
            }
            memberships.append("ck%1$s,x_score,2026-11-01T00:00:00Z,model_v2\n".formatted(i));
            logins.append("ck%s,%s,login,2026-10-01T00:00:00Z\n".formatted(i, subject));
        }
        return new TestingJob(folder)
                .write("legacy/dmp.csv", memberships.toString())
                .write("legacy/logins.csv", logins.toString())
                .declared(NIGHT, declared.toArray(String[]::new));
    }

    /** Data pages of the current snapshot by dataset. */
    private Map<String, List<DataPage>> pages() {
        Path snapshot = folder.resolve("warehouse/current");
        Map<String, List<DataPage>> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(snapshot.toRealPath())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                List<DataPage> here = DataPages.of(file);
                String dataset =
                        snapshot.toRealPath().relativize(file.getParent()).toString();
                if (!here.isEmpty()) {
                    pages.computeIfAbsent(dataset, any -> new ArrayList<>()).addAll(here);
                }
            }
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
