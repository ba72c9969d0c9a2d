package io.crumbless.night.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Stage;
import io.crumbless.night.run.StageGroup;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far a part is shows while it runs, so that a single large file is no silence. */
@Tag("unit")
class NightJobProgressTest {
    @TempDir
    private Path folder;

    @Test
    void reportsTheProgressOfAPartBeforeItEnds() {
        Heard heard = new Heard();
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder))) {
            new NightJob(control.dataSource(), 1)
                    .run("night", "run", "work", List.of(StageGroup.of(new Slow(heard))), heard);
        }

        assertThat(heard.told).startsWith("400 of 1000 rows").endsWith("1000 of 1000 rows");
    }

    /** A stage whose only part ends after its progress was reported once. */
    private record Slow(Heard heard) implements Stage {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public List<String> parts() {
            return List.of("one");
        }

        @Override
        public long size(String part) {
            return 1000;
        }

        @Override
        public long done(String part) {
            return 400;
        }

        @Override
        public String unit() {
            return "rows";
        }

        @Override
        public void run(String part) throws InterruptedException {
            assertThat(heard.something.await(10, TimeUnit.MINUTES)).isTrue();
        }

        @Override
        public List<Count> counts() {
            return List.of();
        }
    }

    private static final class Heard extends TestingProgress {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch something = new CountDownLatch(1);

        @Override
        public void advanced(String step, long done, long total, String unit) {
            told.add(done + " of " + total + " " + unit);
            something.countDown();
        }
    }
}
