package io.crumbless.warehouse.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a night deletes nothing that a concurrent command needs, and the remains of a killed one are deleted anyway.
 */
@Tag("unit")
class BesideNightsTest {
    @TempDir
    private Path folder;

    @Test
    void nightsDeleteWhatIsNotInUse() {
        Warehouse warehouse = new Warehouse(Location.of(folder.resolve("warehouse")));
        String inUse = BesideNights.name(Instant.now().minus(Duration.ofHours(20)));
        String left = BesideNights.name(Instant.now().minus(Duration.ofHours(30)));
        for (String name : new String[] {inUse, left, "run-1", "run-2", "beside-1-me"}) {
            warehouse.stage(name);
        }

        warehouse.clearStagingBut("run-2");

        Location staging = warehouse.staging(inUse).parent();
        assertThat(Storage.of(staging).list(staging))
                .extracting(FileEntry::location)
                .extracting(Location::name)
                .containsExactlyInAnyOrder(inUse, "run-2");
    }
}
