package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingStore;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the current snapshot of a warehouse repeatedly, like a reader unaware of the program. */
final class StoreReader implements AutoCloseable {
    private static final String WAREHOUSE = "shop/warehouse/";

    private final TestingStore store;
    private final String bucket;
    private final Thread thread = new Thread(this::watch, "reader");
    private volatile boolean done;
    private volatile @Nullable Throwable seen;
    private volatile int looks;

    StoreReader(TestingStore store, String bucket) {
        this.store = store;
        this.bucket = bucket;
        thread.start();
    }

    private void watch() {
        try {
            while (!done) {
                Optional<String> pointer = store.text(bucket, WAREHOUSE + "CURRENT");
                if (pointer.isPresent() && !current(pointer.get()).isEmpty()) {
                    look(pointer.get());
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (Throwable failure) {
            seen = failure;
        }
    }

    private static String current(String pointer) {
        return pointer.lines().findFirst().orElse("");
    }

    private void look(String pointer) {
        try {
            readAll(WAREHOUSE + "snapshots/" + current(pointer) + "/");
            looks++;
        } catch (AssertionError wrong) {
            // Whoever reads while the pointer moves on reads what may be deleted next.
            String now = store.text(bucket, WAREHOUSE + "CURRENT").orElse("");
            if (current(now).equals(current(pointer))) {
                throw wrong;
            }
        }
    }

    private void readAll(String folder) {
        Optional<String> text = store.text(bucket, folder + "_evidence/manifest.json");
        assertThat(text).as(folder).isPresent();
        Manifest manifest =
                ManifestFile.parse(Location.of(folder), text.get().getBytes(StandardCharsets.UTF_8), Manifest.class);
        Map<String, Long> sizes = store.sizes(bucket, folder);
        assertThat(sizes).containsKey(folder + "_SUCCESS");
        for (Manifest.Output output : manifest.outputs()) {
            assertThat(sizes).containsEntry(folder + output.file(), output.bytes());
        }
    }

    /** Ends, and returns the faults. */
    @Override
    public void close() throws InterruptedException {
        done = true;
        thread.join();
        assertThat(seen).isNull();
        assertThat(looks).as("looks at a snapshot").isPositive();
    }
}
