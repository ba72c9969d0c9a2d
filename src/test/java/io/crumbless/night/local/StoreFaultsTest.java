package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingGate.Fate;
import io.crumbless.TestingStore;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise: a store that keeps refusing requests ends the night with the exit code for the environment and a clear
 * message; nothing is published, and the same night continues once the store works. The connector tries only twice
 * here.
 */
@Tag("crash")
@Tag("night")
@Tag("objectstore")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class StoreFaultsTest {
    private static final String BUCKET = "faults";
    private static final String POINTER = "PUT /" + BUCKET + "/warehouse/CURRENT";

    @TempDir
    private static Path disk;

    private static TestingStore store;
    private static TestingJob job;

    @BeforeAll
    static void makeTheJob() throws IOException {
        store = TestingStore.honest();
        String place = store.bucket(BUCKET);
        job = new TestingJob(disk)
                .declared(
                        NIGHT,
                        declares(
                                "d1",
                                "C-1",
                                "favourite_colour",
                                "green",
                                "recommend_products",
                                "2026-11-20T10:00:00Z"));
        Path file = disk.resolve("job.yaml");
        String key = "  fs.s3a.bucket." + BUCKET + ".";
        job.write(
                "job.yaml",
                Files.readString(file).replace("warehouse: warehouse", "warehouse: " + place + "/warehouse")
                        + "control: { folder: control }\nspill: spill\n" + store.hadoop(BUCKET)
                        + key + "attempts.maximum: 1\n" + key + "retry.limit: 1\n" + key + "retry.interval: 10ms\n"
                        + key + "retry.throttle.limit: 1\n" + key + "retry.throttle.interval: 10ms\n");
    }

    @AfterEach
    void passAgain() {
        store.gate().decide(request -> Fate.PASSES);
    }

    /** When the night has claimed the pointer, and would publish. */
    @ParameterizedTest
    @Order(1)
    @CsvSource({
        "CONFLICTS, reports a conflict with another write (409)",
        "REFUSES_CONDITION, though it is as it was read (412)",
        "IS_SENT_AWAY, Cannot write s3a://faults/warehouse/CURRENT"
    })
    void aPointerThatCannotBeWritten(Fate fate, String why) {
        store.gate().decide(behind(1, request -> request.equals(POINTER), fate));

        assertFails(why);
    }

    /** From the first file of the snapshot on, whatever is asked. */
    @Test
    @Order(2)
    void aStoreThatIsBusyForLongerThanTheConnectorAsks() {
        AtomicBoolean busy = new AtomicBoolean();
        store.gate().decide(request -> {
            busy.compareAndSet(false, request.startsWith("PUT /" + BUCKET + "/warehouse/snapshots/"));
            return busy.get() ? Fate.IS_SENT_AWAY : Fate.PASSES;
        });

        assertFails("s3a://faults/warehouse/");
    }

    @Test
    @Order(3)
    void theSameNightCompletesWhenTheStoreDoes() {
        RunReport report = job.run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(TestingErasure.audited(job.file())).isEmpty();
        assertThat(new Warehouse(job.file().warehouse()).unfinished()).isEmpty();
    }

    /** Whatever the hash in the name of its folder begins with: one in sixteen was taken for what an erasure had left. */
    @Test
    @Order(4)
    void aNightToGoOnWithIsNeverTakenForWhatAnErasureLeft() {
        Warehouse warehouse = new Warehouse(job.file().warehouse());
        Location unpublished;
        int run = 0;
        do {
            unpublished = warehouse.unpublished(String.format(Locale.ROOT, "2026-11-23-%012x", run++));
        } while (!unpublished.parent().name().startsWith("c"));
        Location ofAnErasure = warehouse.root().resolve("snapshots/c12345678/2026-11-21-bbbbbbbbbbbb");
        for (Location folder : List.of(unpublished, ofAnErasure)) {
            warehouse.storage().replaceAtomically(folder.resolve("profiles/part-00000.parquet"), new byte[] {1});
        }

        new Warehouse(warehouse.root()).finishReplacements();

        assertThat(new Warehouse(warehouse.root()).unfinished()).containsExactly(unpublished);
    }

    private static void assertFails(String why) {
        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining(why)
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(ErrorCategory.ENVIRONMENT);
        store.gate().decide(request -> Fate.PASSES);
        assertThat(new Warehouse(job.file().warehouse()).current()).isEmpty();
    }

    /** The fault of requests of one kind, after the first few. */
    private static Function<String, Fate> behind(int passing, Predicate<String> kind, Fate fate) {
        AtomicInteger seen = new AtomicInteger();
        return request -> kind.test(request) && seen.incrementAndGet() > passing ? fate : Fate.PASSES;
    }
}
