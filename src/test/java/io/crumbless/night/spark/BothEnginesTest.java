package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: Spark publishes what one machine does: the same files byte for byte, the same books, the same notices. */
@Tag("night")
@Tag("spark")
class BothEnginesTest {
    private static final Path JOB = Path.of("jobs/nightly-profiles.yaml");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);

    @TempDir
    private Path folder;

    @Test
    void theSampleComesOutTheSameOnBothNights() {
        TwoEngines both = new TwoEngines(jobInto("local"), jobInto("spark"), TestingSpark.engine());

        both.publishTheSame(FIRST);
        both.publishTheSame(FIRST.plusDays(1));
    }

    private JobFile jobInto(String name) {
        Path place = folder.resolve(name);
        return JobFile.read(JOB)
                .into(
                        Location.of(place.resolve("warehouse")),
                        ControlSettings.in(place.resolve("control")),
                        place.resolve("spill"));
    }
}
