package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.Crumbless;
import io.crumbless.TestingGate.Fate;
import io.crumbless.TestingProcess;
import io.crumbless.TestingStore;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * On an object store too, a night killed at any moment can be continued, one of two concurrent writers fails, and a
 * store without the required guarantees is refused; concurrent readers see a complete snapshot or, before the first,
 * none.
 */
@Tag("crash")
@Tag("night")
@Tag("objectstore")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class StoreCrashTest {
    private static final int KILLS = Integer.getInteger("store.kills", 20);

    /** Approximate duration of a night of the sample; after a longer time it is over. */
    private static final int LONGEST_NIGHT_MILLIS = 2500;

    @TempDir
    private static Path disk;

    private static TestingStore store;

    @BeforeAll
    static void start() {
        store = TestingStore.honest();
    }

    @AfterEach
    void passAgain() {
        store.gate().decide(request -> Fate.PASSES);
    }

    @Test
    void killedAtAnyMomentItGoesOnAndNobodySeesHalfASnapshot() throws Exception {
        StoreShop shop = StoreShop.in(disk.resolve("killed"), store, "killed");
        Random random = new Random(42);
        int kills = 0;
        shop.run(StoreShop.FIRST);
        try (StoreReader reader = new StoreReader(store, "killed")) {
            for (int more = LONGEST_NIGHT_MILLIS; kills < KILLS; ) {
                if (CrashingNight.killedAfter(shop.job().file(), StoreShop.SECOND, random.nextInt(more))) {
                    kills++;
                } else {
                    // It was over sooner than it was to be killed.
                    TestingErasure.erase(shop.job(), "C-" + (2000 + kills));
                }
            }
            RunReport report = shop.run(StoreShop.SECOND);
            assertThat(shop.warehouse().current()).contains(report.runId());
        }

        requireClosedBooks(shop);
        assertThat(TestingErasure.audited(shop.job())).isEmpty();
        assertThat(shop.warehouse().unfinished()).isEmpty();
    }

    private static void requireClosedBooks(StoreShop shop) {
        Warehouse warehouse = shop.warehouse();
        List<Manifest.Account> accounts =
                warehouse.manifest(warehouse.current().orElseThrow()).balance();
        assertThat(accounts).isNotEmpty().allSatisfy(account -> assertThat(account.bins().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as(account.source())
                .isEqualTo(account.counted()));
    }

    @Test
    void ofTwoMachinesWithTwoControlDatabasesOnePublishes() throws Exception {
        store.bucket("raced");
        List<Process> nights = new ArrayList<>();
        List<StoreShop> shops = new ArrayList<>();
        for (String name : List.of("one", "other")) {
            StoreShop shop = StoreShop.in(disk.resolve("raced-" + name), "raced", store.hadoop("raced"));
            shops.add(shop);
            nights.add(new ProcessBuilder(TestingProcess.command(
                            Crumbless.class, "run", shop.job().file().toString(), "--date", StoreShop.FIRST.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(disk.resolve("said-" + name).toFile())
                    .start());
        }

        int one = nights.get(0).waitFor();
        int other = nights.get(1).waitFor();

        assertThat(List.of(one, other)).contains(0);
        assertThat(one == 0 ? other : one).isIn(3, 5, 6);
        StoreShop winner = shops.get(one == 0 ? 0 : 1);
        assertThat(TestingErasure.audited(winner.job())).isEmpty();
        assertThat(winner.warehouse().snapshots()).hasSize(1);
    }

    /** Whatever the control databases say: whoever began later wins, and the earlier one ends without a trace. */
    @Test
    void aNightWhosePointerSomebodyElseHasClaimedPublishesNothing() {
        StoreShop shop = StoreShop.in(disk.resolve("claimed"), store, "claimed");
        String before = shop.run(StoreShop.FIRST).runId();
        LocalNight night = new LocalNight(Clock.systemUTC(), 2, new NightReportPage());
        TestingProgress claimsBeforeThePublication = new TestingProgress() {
            @Override
            public void stepStarted(String step) {
                if (step.equals("publish")) {
                    new Warehouse(shop.job().warehouse()).finishReplacements();
                }
            }
        };

        assertThatThrownBy(
                        () -> night.run(shop.job(), StoreShop.SECOND, RunOptions.DEFAULTS, claimsBeforeThePublication))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.BUSY))
                .hasMessageContaining("another run has changed its pointer CURRENT meanwhile");
        assertThat(shop.warehouse().current()).contains(before);
        assertThat(shop.warehouse().snapshots()).hasSize(1);

        RunReport again = shop.run(StoreShop.SECOND);
        assertThat(shop.warehouse().current()).contains(again.runId());
        assertThat(TestingErasure.audited(shop.job())).isEmpty();
    }

    @Test
    void aStoreThatKnowsNoConditionsIsRefusedBeforeAnythingIsRead() {
        StoreShop shop = StoreShop.in(disk.resolve("lied-to"), store, "lied-to");
        store.gate().decide(request -> Fate.PASSES_WITHOUT_CONDITION);
        store.gate().asked();

        assertThatThrownBy(() -> shop.run(StoreShop.FIRST))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("Cannot use s3a://lied-to/shop/warehouse for a warehouse");
        assertThat(store.gate().asked())
                .allMatch(request -> request.contains("/.probe-") || request.endsWith("/CURRENT"));
        assertThat(store.sizes("lied-to", "")).isEmpty();
    }

    @Test
    void aStoreThatLooksFirstAndWritesLaterIsRefused() {
        TestingStore careless = TestingStore.careless();
        careless.bucket("trusted");
        StoreShop shop = StoreShop.in(disk.resolve("trusted"), "trusted", careless.hadoop("trusted"));

        assertThatThrownBy(() -> shop.run(StoreShop.FIRST))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("of several writers at the same time more than one succeeds");
        assertThat(careless.text("trusted", "shop/warehouse/CURRENT")).isEmpty();
    }

    /** A request that the connector gives up ends the night; the next attempt continues. */
    @Test
    void aStoreThatIsGoneForLongerEndsTheNightAndTheRerunCompletes() {
        StoreShop shop = StoreShop.in(disk.resolve("gone"), "gone", store.hadoop("gone") + """
                  fs.s3a.bucket.gone.attempts.maximum: 2
                  fs.s3a.bucket.gone.retry.limit: 1
                  fs.s3a.bucket.gone.retry.throttle.limit: 1
                """);
        store.bucket("gone");
        store.gate().decide(request -> request.contains("/profiles/") ? Fate.IS_SENT_AWAY : Fate.PASSES);

        assertThatThrownBy(() -> shop.run(StoreShop.FIRST)).hasMessageContaining("profiles");
        assertThat(shop.warehouse().current()).isEmpty();

        store.gate().decide(request -> Fate.PASSES);
        assertThat(shop.warehouse().current()).isEmpty();
        String runId = shop.run(StoreShop.FIRST).runId();
        assertThat(shop.warehouse().current()).contains(runId);
    }
}
