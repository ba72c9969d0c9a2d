package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingStore;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.run.RunReport;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of the sample on an object store, deliveries and warehouse: they publish what nights on the local disk publish, and
 * all that reads or changes a warehouse does so there.
 */
@Tag("crash")
@Tag("night")
@Tag("objectstore")
class ObjectStoreNightTest {
    private static final String BUCKET = "nights";

    @TempDir
    private static Path disk;

    private static StoreShop local;
    private static StoreShop remote;
    private static RunReport second;
    private static long requests;

    @BeforeAll
    static void runTheNights() throws Exception {
        TestingStore store = TestingStore.honest();
        local = StoreShop.of(disk.resolve("local"), "../sample-data", "../warehouse", "");
        String bucket = store.bucket(BUCKET);
        StoreShop.of(disk.resolve("settings"), "../sample-data", "../warehouse", store.hadoop(BUCKET));
        StoreShop.copy(Path.of("sample-data"), Location.of(bucket + "/deliveries"));
        remote = StoreShop.of(
                disk.resolve("remote"), bucket + "/deliveries", bucket + "/shop/warehouse", store.hadoop(BUCKET));
        local.run(StoreShop.FIRST);
        local.run(StoreShop.SECOND);
        remote.run(StoreShop.FIRST);
        long before = Storage.requests();
        second = remote.run(StoreShop.SECOND);
        requests = Storage.requests() - before;
    }

    @Test
    void aNightThereHasTheRunIdAndTheRowsOfALocalOne() {
        assertThat(second.runId()).isEqualTo(local.warehouse().current().orElseThrow());
    }

    @Test
    void whatIsSentIsCounted() {
        assertThat(requests).isBetween(50L, 1000L);
    }
}
