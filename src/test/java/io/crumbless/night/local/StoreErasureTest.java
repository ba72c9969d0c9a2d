package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.Crumbless;
import io.crumbless.TestingGate.Fate;
import io.crumbless.TestingProcess;
import io.crumbless.TestingStore;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.dataset.EvidenceLogReader;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.snapshot.PublishedSnapshot;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise: what must not be kept leaves an object store too: an erasure that was killed is completed by the next, what the store
 * does not let go of is reported, and older snapshots lose what people have withdrawn.
 */
@Tag("crash")
@Tag("night")
@Tag("objectstore")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class StoreErasureTest {
    private static final String BUCKET = "erasures";
    private static final String WAREHOUSE = "shop/warehouse/";
    private static final int MOST_SECONDS = 1800;

    @TempDir
    private static Path disk;

    private static TestingStore store;
    private static StoreShop shop;

    @BeforeAll
    static void runTheNights() {
        store = TestingStore.honest();
        shop = StoreShop.in(disk.resolve("shop"), store, BUCKET);
        store.keepVersions(BUCKET);
        shop.run(StoreShop.FIRST);
        shop.run(StoreShop.SECOND);
    }

    @AfterEach
    void passAgain() {
        store.gate().decide(request -> Fate.PASSES);
    }

    @Test
    void anErasureThatIsKilledIsCompletedByTheNext() throws Exception {
        List<String> before = folders();
        String beginsASnapshot = "PUT /" + BUCKET + "/" + WAREHOUSE + "snapshots/.*";
        assertThat(killedAtRequest(beginsASnapshot, "erase", "C-100000", "--yes", "--job", job()))
                .isTrue();
        assertThat(folders()).isEqualTo(before);
        store.gate().decide(request -> Fate.PASSES);

        Receipt receipt = TestingErasure.erase(shop.job(), "C-100000");

        assertThat(receipt.verification().found()).isZero();
        shop.attest();
        assertThat(TestingErasure.audited(shop.job())).isEmpty();
        assertThat(shop.warehouse().unfinished()).isEmpty();
        List<String> gone = new ArrayList<>(before);
        gone.removeAll(folders());
        assertThat(gone).isNotEmpty().allSatisfy(folder -> assertThat(store.versions(BUCKET, WAREHOUSE + folder))
                .isZero());
    }

    /** Folders of published snapshots. */
    private static List<String> folders() {
        return store.text(BUCKET, WAREHOUSE + "CURRENT")
                .orElseThrow()
                .lines()
                .filter(line -> line.matches("c?[0-9a-f]{8}/.*"))
                .distinct()
                .map(line -> "snapshots/" + line + "/")
                .toList();
    }

    private static String job() {
        return disk.resolve("shop/jobs/nightly-profiles.yaml").toString();
    }

    /** Whether the process was killed when it asked for something of that kind; it gets no answer, and the store never hears of it. */
    private static boolean killedAtRequest(String pattern, String... arguments) throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch dead = new CountDownLatch(1);
        store.gate().decide(request -> {
            if (request.matches(pattern)) {
                asked.countDown();
                awaitSeconds(dead);
                return Fate.IS_SENT_AWAY;
            }
            return Fate.PASSES;
        });
        Process process = process(arguments);
        boolean killed = awaitSeconds(asked);
        int exit = process.destroyForcibly().waitFor();
        dead.countDown();
        return killed && exit == 128 + 9;
    }

    private static boolean awaitSeconds(CountDownLatch latch) {
        try {
            return latch.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process process(String... arguments) throws IOException {
        return new ProcessBuilder(TestingProcess.command(Crumbless.class, arguments))
                .redirectErrorStream(true)
                .redirectOutput(disk.resolve("said").toFile())
                .start();
    }

    @ParameterizedTest
    @CsvSource({"C-100006, KEEPS_VERSIONS, s3:DeleteObjectVersion", "C-100005, FORBIDS_VERSIONS, permission denied"})
    void aReceiptReportsVersionsThatTheStoreKeeps(String subject, Fate fate, String why) {
        store.gate().decide(request -> fate);

        Receipt receipt = TestingErasure.erase(shop.job(), subject);

        assertThat(receipt.earlierVersions()).isNotNull();
        assertThat(receipt.earlierVersions().deleted()).isZero();
        assertThat(receipt.earlierVersions().kept())
                .contains("earlier versions")
                .contains(why);
        assertThat(receipt.verification().found()).isZero();
    }

    @Test
    void anOlderSnapshotLosesWhatWasWithdrawn() throws IOException {
        TestingJob job = jobInto("recomputed");
        job.declared(
                NIGHT.minusDays(1),
                declares("d1", "C-1", "favourite_colour", "green", "recommend_products", "2026-11-20T10:00:00Z"));
        String runId = job.run(NIGHT.minusDays(1)).runId();
        job.declared(NIGHT, withdraws("w1", "C-1", "favourite_colour", "", "2026-11-22T09:00:00Z"));

        for (int day = 0; day < 3; day++) {
            job.run(NIGHT.plusDays(day));
        }

        assertThat(log(job.file(), runId)).containsExactlyInAnyOrder("d1 WITHDRAWN null", "w1 IN_FORCE null");
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        assertThat(new Warehouse(job.file().warehouse()).unfinished()).isEmpty();
    }

    private static TestingJob jobInto(String bucket) throws IOException {
        String place = store.bucket(bucket);
        store.keepVersions(bucket);
        TestingJob job = new TestingJob(disk.resolve(bucket));
        Path file = disk.resolve(bucket + "/job.yaml");
        return job.write(
                "job.yaml",
                Files.readString(file).replace("warehouse: warehouse", "warehouse: " + place + "/warehouse")
                        + "control: { folder: control }\nspill: spill\nkeep-snapshots: 10\nlimits: { withdrawals-within: P2D }\n"
                        + store.hadoop(bucket));
    }

    private static List<String> log(JobFile job, String runId) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        List<String> found = new ArrayList<>();
        for (Location part : new PublishedSnapshot(warehouse, warehouse.manifest(runId)).parts(Layout.DECLARATIONS)) {
            new EvidenceLogReader().read(part, entry -> {
                Statement statement = entry.statement();
                found.add(statement.declarationId() + " " + entry.fate() + " " + statement.value());
            });
        }
        return found;
    }
}
