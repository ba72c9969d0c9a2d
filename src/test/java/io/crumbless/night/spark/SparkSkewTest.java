package io.crumbless.night.spark;

import static io.crumbless.night.local.TestingJob.NIGHT;

import io.crumbless.night.local.TestingJob;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: one cookie with most of all rows and one person with most of all values break no task,
 * also where links are joined in a shuffle.
 */
@Tag("night")
@Tag("spark")
class SparkSkewTest {
    private static final int ROWS = 300_000;

    @TempDir
    private Path folder;

    @Test
    void oneCookieHasNearlyAllRows() {
        TestingJob local = job("local");
        TestingJob spark = job("spark");

        new TwoEngines(local.file(), spark.file(), TestingSpark.engineWithShardedLinks()).publishTheSame(NIGHT);
    }

    private TestingJob job(String name) {
        String memberships = IntStream.range(0, ROWS)
                .mapToObj(i -> "ck" + (i % 1000 == 0 ? i : 1) + ",form_language_" + (i % 3 == 0 ? "de" : "en")
                        + ",2026-11-01T00:00:0" + i % 10 + (i % 5 == 0 ? "Z,model" : "Z,form"))
                .collect(Collectors.joining("\n", "visitor,segment_id,ts,method\n", "\n"));
        String links = IntStream.range(0, ROWS / 1000)
                .mapToObj(i -> "ck" + i * 1000 + ",C-" + i + ",login,2026-10-01T00:00:00Z")
                .collect(Collectors.joining("\n", "cookie,customer,how,linked_at\n", "\n"));
        return new TestingJob(folder.resolve(name))
                .write("legacy/dmp.csv", memberships)
                .write("legacy/logins.csv", links + "ck1,C-1,login,2026-10-01T00:00:00Z\n");
    }
}
