package io.crumbless.night.spark;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.local.LocalPolicyTrial;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.plan.EngineFactory;
import io.crumbless.night.run.Progress;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.warehouse.snapshot.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: whether all processes hold the links or each only a shard of them, the same cookies reach the same people, the same
 * opt-outs reach the same of them, and every row has the same bin.
 */
@Tag("night")
@Tag("spark")
class SparkLinksTest {
    private static final int PEOPLE = 600;

    /** In all files, with those that cannot be read. */
    private static final int LINKS = PEOPLE + PEOPLE / 2 + PEOPLE / 5 + 1;

    private static final String SOURCES = """
            #
                - name: accounts
                  path: legacy/accounts.csv
                  shape: membership
                  columns: { subject-id: customer, segment: segment_id, assigned-at: ts, collected-by: method }
                - name: shop
                  path: legacy/shop.csv
                  shape: membership
                  columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }
              opt-outs:
                - name: opt-outs
                  path: legacy/opt-outs.csv
                  columns: { cookie-id: cookie, subject-id: customer }
                - name: gpc
                  path: legacy/gpc.csv
                  columns: { cookie-id: cookie, opted-out-at: at }
                  scope: [sale, sharing]
                - name: both
                  path: legacy/both.csv
                  columns: { cookie-id: cookie, subject-id: customer, opted-out-at: at }
                  scope: [legacy, sale]
              links:
                - name: devices
                  path: legacy/devices/*.csv
                  columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: linked_at }
            """;

    @TempDir
    private Path folder;

    @Test
    void linksThatAreSentToEveryProcess() throws IOException {
        publishTheSame(TestingSpark.engine());
    }

    @Test
    void linksThatAreJoinedInAShuffle() throws IOException {
        publishTheSame(TestingSpark.engineWithShardedLinks());
    }

    private void publishTheSame(EngineFactory engine) throws IOException {
        TestingJob local = job("local");
        TestingJob spark = job("spark");

        new TwoEngines(local.file(), spark.file(), engine).publishTheSame(NIGHT);

        // Else the job shows nothing.
        Manifest manifest = TwoEngines.manifest(local.file());
        assertThat(manifest.balance().toString())
                .contains(
                        "ambiguous",
                        "repeated",
                        "untrusted_method",
                        "applied",
                        "matched_nobody",
                        "opted_out",
                        "unlinked",
                        "ragged");
    }

    /** A comparison has the links of both policies at the same time, in the memory in which a night has one table of them. */
    @Test
    void aComparisonHoldsNoMoreLinksThanANight() throws IOException {
        TestingJob job = job("compared");
        LinkLimits roomForOneTable = new LinkLimits(LinkTable.bytesFor(LINKS * 3 / 2), 300);
        Policy policy = PolicyFolder.read(job.file().policy());
        StagesOfWorks ofNight = new StagesOfWorks("the night", roomForOneTable);
        StagesOfWorks ofComparison = new StagesOfWorks("the comparison", roomForOneTable);

        TwoEngines.run(job.file(), NIGHT, TestingSpark.engine(ofNight));
        new LocalPolicyTrial(2, TestingSpark.engine(ofComparison))
                .run(job.file(), policy, policy, Optional.of(NIGHT), KeyShare.ALL, Progress.SILENT);

        assertThat(ofNight.names()).isNotEmpty().noneMatch(SparkLinksTest::makesShardsOfLinks);
        assertThat(ofComparison.names()).anyMatch(SparkLinksTest::makesShardsOfLinks);
    }

    private static boolean makesShardsOfLinks(String stage) {
        return stage.contains("LinkRun.java");
    }

    private TestingJob job(String name) throws IOException {
        Path place = folder.resolve(name);
        TestingJob job = new TestingJob(place);
        String yaml = Files.readString(place.resolve("job.yaml"));
        return job.write("job.yaml", yaml.replace("  links:\n", SOURCES))
                .write("legacy/dmp.csv", memberships("visitor", "ck", 0))
                .write("legacy/shop.csv", memberships("visitor", "ck", 3))
                .write("legacy/accounts.csv", memberships("customer", "C-", 7))
                .write("legacy/logins.csv", links("ck", "C-", 1))
                .write("legacy/devices/1.csv", links("ck", "C-", 2))
                .write("legacy/devices/2.csv", links("Ck0", "c-", 5) + "torn\n")
                .write(
                        "legacy/opt-outs.csv",
                        "cookie,customer\nck8,\n,c-9\nCK0010,C-11\nnobody,\n,nobody\nck12,c-99999\n")
                .write("legacy/gpc.csv", "cookie,at\nCK3,2026-11-01T00:00:00Z\nck24,2026-11-02T00:00:00Z\nnobody,\n")
                .write("legacy/both.csv", "cookie,customer,at\nck30,C-31,2026-11-03T00:00:00Z\nCK32,,\n");
    }

    private static String memberships(String key, String prefix, int shift) {
        return IntStream.range(0, 3 * PEOPLE)
                .mapToObj(i -> (i % 8 == 0 ? prefix.toUpperCase(Locale.ROOT) : prefix) + (i / 2 + shift)
                        + ",form_language_" + (i % 3 == 0 ? "de" : "en") + ",2026-11-01T00:00:0" + i % 10
                        + (i % 5 == 0 ? "Z,model" : "Z,form"))
                .collect(Collectors.joining("\n", key + ",segment_id,ts,method\n", "\n"));
    }

    /** Among every so many cookies one has a second person, a repetition, an untrusted method, or a future time. */
    private static String links(String cookie, String subject, int step) {
        return IntStream.range(0, PEOPLE)
                .filter(i -> i % step == 0)
                .mapToObj(i -> cookie + i + "," + subject + (i % 6 == 0 ? i + step : i)
                        + (i % 11 == 0 ? ",guess," : ",login,")
                        + (i % 13 == 0 ? "2027-10-01T00:00:00Z" : "2026-10-01T00:00:00Z"))
                .collect(Collectors.joining("\n", "cookie,customer,how,linked_at\n", "\n"));
    }
}
