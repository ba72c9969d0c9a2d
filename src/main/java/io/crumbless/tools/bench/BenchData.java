package io.crumbless.tools.bench;

import com.sun.management.OperatingSystemMXBean;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.provenance.Classification;
import io.crumbless.kernel.provenance.Provenance;
import io.crumbless.night.legacy.Format;
import io.crumbless.night.legacy.Shape;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.tools.generate.Behaviour;
import io.crumbless.tools.generate.Formats;
import io.crumbless.tools.generate.GenerateSettings;
import io.crumbless.tools.generate.Generation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The input data of one scenario: deliveries in Parquet, and the policy's classification of each segment as a table for
 * SQL joins.
 *
 * <p>No statement is refused and there are no withdrawals, so that peers need no admission bar: only Crumbless checks
 * for both.
 */
final class BenchData {
    static final LocalDate DATE = LocalDate.of(2026, 11, 22);
    private static final String COMPLETE = ".complete";
    private static final String SOURCE = "dmp";
    /** Everything in Parquet, with one row per membership. */
    static final Formats FORMATS = new Formats(
            EnumSet.of(Shape.MEMBERSHIP),
            Optional.of(Format.PARQUET),
            Format.PARQUET,
            Optional.of(Format.PARQUET),
            Formats.PreferenceCentre.FILE);

    private static final Behaviour MANNERS = Behaviour.USUAL;
    private static final Set<String> WHATEVER_ELSE = Set.of(Provenance.NAME_PATTERN, Provenance.SENSITIVE_TAXONOMY);

    private final Path folder;
    private final Path policyFolder;
    private final Scenario scenario;

    BenchData(Path dataFolder, Path policyFolder, Scenario scenario) {
        this.folder = dataFolder.resolve(scenario.folderName());
        this.policyFolder = policyFolder;
        this.scenario = scenario;
    }

    Path folder() {
        return folder;
    }

    Path job() {
        return folder.resolve("job.yaml");
    }

    /** The folder for the output of the Spark job. */
    Path sparkFolder() {
        return folder.resolve("on-spark");
    }

    /**
     * Writes the same job for Spark in its own process, with half of the machine's memory, like Spark SQL.
     *
     * @param threads number of threads of that process
     */
    Path sparkJob(int threads) {
        Path job = folder.resolve("job-on-spark.yaml");
        long mebibytes = machineBytes() / 2 >> 20;
        try {
            String here = Files.readString(job());
            Files.writeString(
                    job,
                    here.replace(
                            "\nwarehouse: warehouse\n",
                            "\nwarehouse: on-spark/warehouse\ncontrol: { folder: on-spark/control }\nspill: on-spark/spill\n"
                                    + "engine: spark\nspark: { master: \"local[" + threads + "]\", driver-memory: "
                                    + mebibytes + "m }\n"));
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write " + job + ": " + e.getMessage(), e);
        }
        return job;
    }

    private static long machineBytes() {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return machine.getTotalMemorySize();
    }

    /** The table with the policy's classification of each listed segment, for any collection method. */
    Path segments() {
        return folder.resolve("segments.csv");
    }

    /** Whether the data was generated completely and under the current policy. */
    boolean isThere() {
        try {
            Path complete = folder.resolve(COMPLETE);
            return Files.isRegularFile(complete)
                    && Files.readString(complete)
                            .equals(PolicyFolder.read(policyFolder).version());
        } catch (IOException e) {
            return false;
        }
    }

    /** Generates missing data, and makes the job use the policy of this bench. */
    void provide(int threads, Generation.Progress generating, Consumer<String> progress) {
        if (!isThere()) {
            progress.accept("generating " + scenario.folderName() + " into " + folder);
            generate(threads, generating);
        }
        JobPolicy.set(job(), policyFolder);
    }

    void generate(int threads, Generation.Progress progress) {
        Policy policy = PolicyFolder.read(policyFolder);
        // The marker of an earlier generation is no longer valid.
        Folders.delete(folder.resolve(COMPLETE));
        GenerateSettings settings = GenerateSettings.builder(folder, policyFolder, DATE, 1)
                .scale(scenario.scale())
                .zone(ZoneOffset.UTC)
                .manners(new Behaviour(
                        0,
                        0,
                        MANNERS.repeatedShare(),
                        MANNERS.futureShare(),
                        0,
                        scenario.skew().largestSubjectShare(),
                        scenario.skew().largestSegmentShare()))
                .formats(FORMATS)
                .existing(GenerateSettings.Existing.REPLACE)
                .build();
        Generation.run(settings, threads, progress);
        try {
            Files.writeString(segments(), segmentTable(policy));
            Files.writeString(folder.resolve(COMPLETE), policy.version());
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static String segmentTable(Policy policy) {
        StringBuilder table = new StringBuilder("segment_id,origin,rule,fixed,fills\n");
        for (String segment : segmentIds(policy)) {
            Classification made = policy.provenance().classify(SOURCE, segment, null, false);
            table.append(segment)
                    .append(',')
                    .append(made.origin().word())
                    .append(',')
                    .append(made.rule())
                    .append(',')
                    .append(WHATEVER_ELSE.contains(made.rule()))
                    .append(',')
                    .append(made.value() == null ? "" : made.value())
                    .append('\n');
        }
        return table.toString();
    }

    /** The ids of the segments in the policy of the bench, which contain neither commas nor quotes. */
    private static List<String> segmentIds(Policy policy) {
        return policy.files()
                .getOrDefault("segments.csv", "")
                .lines()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }
}
