package io.crumbless.night.spark;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The work of a night of some thousands of people, to be done again and again. */
final class RetriedWork {
    /** So that they are several ranges. */
    static final int KEYS_PER_RANGE = 512;

    /** Every process is sent all links. */
    static final LinkLimits BROADCAST_LINKS = new LinkLimits(Long.MAX_VALUE, LinkLimits.LINKS_PER_SHARD);

    /** No process holds more than a few links. */
    static final LinkLimits SHARDED_LINKS = new LinkLimits(0, 300);

    private static final int PEOPLE = 3_000;

    private RetriedWork() {}

    /** Of a night that is stopped when it would begin on Spark. */
    static SparkWork in(Path folder) {
        TestingJob job = job(folder);
        AtomicReference<SparkWork> asked = new AtomicReference<>();
        SparkDriver stopping = (work, progress) -> {
            asked.set((SparkWork) work);
            throw new Stopped("Stopped by the test");
        };
        assertThatThrownBy(() -> TwoEngines.run(
                        job.file(),
                        NIGHT,
                        SparkEngine.with(stopping, new LocalEngines(2).of(EngineKind.LOCAL, job.file()))))
                .isInstanceOf(Stopped.class);
        return asked.get();
    }

    /** Every other round joins links in a shuffle. */
    static LinkLimits links(int round) {
        return round % 2 == 0 ? SHARDED_LINKS : BROADCAST_LINKS;
    }

    /** The files that lie where the snapshot is put together, in order. */
    static List<String> files(SparkWork work) {
        Location snapshot = work.staging().snapshot();
        return Storage.of(snapshot).glob(snapshot.resolve("**/*.parquet")).stream()
                .map(file -> file.location().text().substring(snapshot.text().length() + 1))
                .sorted()
                .toList();
    }

    /** The files that lie there if nothing else does. */
    static List<String> files(SparkResult result) {
        return result.outputs().stream().map(Manifest.Output::file).sorted().toList();
    }

    private static TestingJob job(Path folder) {
        TestingJob job = new TestingJob(folder);
        for (int day = 0; day < 4; day++) {
            job.declared(NIGHT.minusDays(day), declared(day));
        }
        String memberships = IntStream.range(0, PEOPLE)
                .mapToObj(i ->
                        "ck" + i + ",form_language_" + (i % 2 == 0 ? "de" : "en") + ",2026-11-01T00:00:00Z,form\nck" + i
                                + ",nobody_knows_" + i % 7 + ",2026-11-01T00:00:00Z,model")
                .collect(Collectors.joining("\n", "visitor,segment_id,ts,method\n", "\n"));
        String links = IntStream.range(0, PEOPLE)
                .mapToObj(i -> "ck" + i + ",C-" + i + ",login,2026-10-01T00:00:00Z")
                .collect(Collectors.joining("\n", "cookie,customer,how,linked_at\n", "\n"));
        return job.write("legacy/dmp.csv", memberships).write("legacy/logins.csv", links);
    }

    private static String[] declared(int day) {
        return IntStream.range(0, 300)
                .mapToObj(i -> {
                    String subject = "C-" + (i * 9 + day);
                    return i % 10 == 9
                            ? withdraws("w" + day + "-" + i, subject, "favourite_colour", "", "2026-11-20T11:00:00Z")
                            : declares(
                                    "d" + day + "-" + i,
                                    subject,
                                    "favourite_colour",
                                    "green",
                                    "recommend_products",
                                    "2026-11-1" + day + "T10:00:00Z");
                })
                .toArray(String[]::new);
    }
}
