package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingStore;
import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure.ErrorCategory;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Promise: an abandoned driver leaves nothing behind. On a cluster it may learn seconds later that its folder was
 * deleted.
 */
@Tag("crash")
@Tag("objectstore")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class AttemptTest {
    private static final Attempt.Reached REACHED = new Attempt.Reached("app-1", "scatter", 1, 2);
    private static final Attempt.Ended ENDED = new Attempt.Ended(ErrorCategory.ENVIRONMENT, "the cluster went away");

    @TempDir
    private Path disk;

    @Test
    void noMessageBringsAFolderOnADiskBack() {
        Location place = Location.of(disk);
        Attempt attempt = begun(place);
        delete(attempt);

        assertThatThrownBy(() -> attempt.keep(REACHED)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> attempt.keep(ENDED)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> attempt.keep(new byte[1])).isInstanceOf(StorageException.class);

        assertThat(Storage.of(place).exists(attempt.folder())).isFalse();
    }

    @Test
    void noMessageBringsAFolderOnAnObjectStoreBack() {
        TestingStore store = TestingStore.honest();
        String bucket = store.bucket("late-messages");
        HadoopKeys.use(keys(store.hadoop("late-messages")));
        Location place = Location.of(bucket + "/warehouse");
        Attempt attempt = begun(place);
        attempt.keep(REACHED);
        assertThat(attempt.reached()).contains(REACHED);
        delete(attempt);

        attempt.keep(REACHED);
        attempt.keep(ENDED);
        attempt.keep(new byte[1]);

        assertThat(store.sizes("late-messages", "").keySet()).noneMatch(key -> key.contains("beside"));
    }

    private static Attempt begun(Location place) {
        Attempt attempt = new Attempt(place.resolve("beside-1/driver/attempt"));
        Storage.of(place).createFolders(attempt.folder());
        Storage.of(place).replaceAtomically(attempt.work(), new byte[1]);
        return attempt;
    }

    /** As whoever submitted it does. */
    private static void delete(Attempt attempt) {
        attempt.forgetWork();
        Location folder = attempt.folder().parent().parent();
        Storage.of(folder).deleteRecursively(folder);
    }

    private static Map<String, String> keys(String block) {
        return block.lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(": ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
