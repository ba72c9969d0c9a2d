package io.crumbless.night.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: an abandoned attempt at the work does not disturb the one that followed it. On a cluster both may run for
 * some seconds.
 */
@Tag("night")
@Tag("spark")
class SparkAttemptsTest {
    @TempDir
    private Path folder;

    @Test
    void anAbandonedAttemptTouchesNothingButItsOwn() {
        SparkWork work = RetriedWork.in(folder);
        Location later = TaskWork.attempts(work).resolve("later/1/part.parquet");

        assertThatThrownBy(() -> TestingSpark.alone(spark -> SparkGather.run(
                        spark, work, followedBy(later), RetriedWork.KEYS_PER_RANGE, RetriedWork.BROADCAST_LINKS)))
                .isInstanceOf(Stopped.class);

        Storage storage = Storage.of(later);
        assertThat(storage.listRecursively(TaskWork.attempts(work)))
                .extracting(file -> file.location())
                .containsExactly(later);
        assertThat(RetriedWork.files(work)).isEmpty();
    }

    /** Another attempt begins when this one has written its part files, and has not moved them yet. */
    private static SparkProgress followedBy(Location later) {
        return new SparkProgress() {
            @Override
            public void advanced(String phase, int done, int total) {}

            @Override
            public void requireFollowed() {
                try (OutputStream out = Storage.of(later).create(later)) {
                    out.write(1);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                throw new Stopped("Stopped: nobody waits for it");
            }
        };
    }
}
