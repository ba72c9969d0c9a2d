package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingStore;
import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.snapshot.Amendment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Nights of the sample on an object store, deliveries and warehouse: they publish what nights on the local disk publish, and
 * all that reads or changes a warehouse does so there. One after the other, in one versioned bucket.
 */
@Tag("crash")
@Tag("night")
@Tag("objectstore")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(TestingStore.REQUESTS)
class ObjectStoreNightTest {
    private static final String BUCKET = "nights";

    /** 1,391 before files were opened as they were listed. */
    private static final long MOST_REQUESTS = 200;

    @TempDir
    private static Path disk;

    private static TestingStore store;
    private static StoreShop local;
    private static StoreShop remote;
    private static RunReport second;

    @BeforeAll
    static void runTheNights() throws Exception {
        store = TestingStore.honest();
        local = StoreShop.of(disk.resolve("local"), "../sample-data", "../warehouse", "");
        String bucket = store.bucket(BUCKET);
        store.keepVersions(BUCKET);
        StoreShop.of(disk.resolve("settings"), "../sample-data", "../warehouse", store.hadoop(BUCKET));
        StoreShop.copy(Path.of("sample-data"), Location.of(bucket + "/deliveries"));
        remote = StoreShop.of(
                disk.resolve("remote"), bucket + "/deliveries", bucket + "/shop/warehouse", store.hadoop(BUCKET));
        local.run(StoreShop.FIRST);
        local.run(StoreShop.SECOND);
        remote.run(StoreShop.FIRST);
        store.gate().asked();
        second = remote.run(StoreShop.SECOND);
    }

    @Test
    @Order(1)
    void whatIsSentIsCountedAndLittle() {
        List<String> asked = store.gate().asked();

        // The look at the pointer and at the lock come before the night counts.
        assertThat(second.storeRequests()).isBetween(asked.size() - 20L, (long) asked.size());
        assertThat(asked).hasSizeLessThan((int) MOST_REQUESTS);
    }

    @Test
    @Order(2)
    void aNightThereHasTheRunIdAndTheRowsOfALocalOne() {
        assertThat(second.runId()).isEqualTo(local.warehouse().current().orElseThrow());
        SortedMap<String, String> differing = remote.hashes();
        assertThat(differing).hasSizeGreaterThan(30);
        differing.entrySet().removeAll(local.hashes().entrySet());
        // These name the deliveries, which lie elsewhere, or hold the hash or the size of one that does.
        assertThat(differing.keySet())
                .allMatch(file -> file.matches(".*/(_evidence/(SHA256SUMS|manifest.json|openlineage.ndjson|report.html)"
                        + "|refusals/part-00000.parquet)"));
    }

    @Test
    @Order(3)
    void thePointerNamesFoldersAndTheViewsReadThem() {
        List<String> lines = text("CURRENT").lines().toList();

        assertThat(lines.get(0)).endsWith("/" + second.runId());
        assertThat(lines).contains(lines.get(0)).anyMatch(line -> line.startsWith("writer "));
        assertThat(text("views.sql"))
                .contains("/snapshots/" + lines.get(0) + "/profiles/")
                .doesNotContain("snapshots/*");
    }

    @Test
    @Order(4)
    void aRepeatIsRecognised() {
        RunReport again = remote.run(StoreShop.SECOND);

        assertThat(again.outcome()).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
        assertThat(again.runId()).isEqualTo(second.runId());
    }

    @Test
    @Order(5)
    void aPersonIsExplainedFromThereAndTheAuditPasses() {
        Explanation explanation =
                new SnapshotExplainer().explain(remote.job(), new SubjectId("C-1042"), Optional.empty());

        assertThat(PlainText.of(ExplanationDocument.of(explanation, AnswerContext.NOTHING, new Sentences("en"))))
                .contains("Baby's due date", "10 March 2027");
        assertThat(TestingErasure.audited(remote.job())).isEmpty();
    }

    @Test
    @Order(6)
    void anErasureMovesEachSnapshotAndLeavesNoVersion() {
        List<String> before = text("CURRENT").lines().toList();
        assertThat(store.versions(BUCKET, "shop/warehouse/")).isGreaterThan(40);

        Receipt receipt = TestingErasure.erase(remote.job(), "C-1042");
        TestingErasure.erase(local.job(), "C-1042");

        List<String> after = text("CURRENT").lines().toList();
        assertThat(after.get(0)).isNotEqualTo(before.get(0)).endsWith("/" + second.runId());
        assertThat(text("views.sql"))
                .contains("/snapshots/" + after.get(0) + "/")
                .doesNotContain(before.get(0));
        assertThat(receipt.verification().found()).isZero();
        assertThat(receipt.earlierVersions()).isNotNull();
        assertThat(receipt.earlierVersions().kept()).isNull();
        assertThat(receipt.earlierVersions().deleted()).isPositive();
        assertThat(store.versions(BUCKET, "shop/warehouse/snapshots/" + before.get(0)))
                .isZero();
        remote.attest();
        assertThat(TestingErasure.audited(remote.job())).isEmpty();
        SortedMap<String, String> differing = remote.hashes();
        differing.keySet().removeIf(file -> !file.endsWith(".parquet") || file.contains("/refusals/"));
        differing.entrySet().removeAll(local.hashes().entrySet());
        assertThat(differing.keySet()).isEmpty();
        assertThat(remote.hashes()).containsKey(second.runId() + "/" + Amendment.FILE);
    }

    @Test
    @Order(7)
    void aRollbackPublishesAnOlderSnapshotAgain() {
        RunReport report = new LocalRollback(Clock.systemUTC(), 2, new NightReportPage())
                .run(remote.job(), Optional.empty(), asked -> true, control -> {}, Progress.SILENT)
                .orElseThrow();

        assertThat(remote.warehouse().current()).contains(report.runId());
        assertThat(TestingErasure.audited(remote.job())).isEmpty();
        assertThat(remote.warehouse().unfinished()).isEmpty();
    }

    private static String text(String name) {
        return new String(
                remote.warehouse()
                        .storage()
                        .readIfThere(remote.warehouse().root().resolve(name))
                        .orElseThrow(),
                StandardCharsets.UTF_8);
    }
}
