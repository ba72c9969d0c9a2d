package io.crumbless.tools.bench;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.generate.Generation;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures a run whose legacy deliveries are unchanged since the previous run, once reading them and once reusing what
 * was kept of them. One person in a hundred makes a declaration in this run. Both ways must publish the same bytes.
 *
 * <p>The first run erases people, so nothing is kept of it; the second keeps what the third reuses.
 */
public final class RepeatBench {
    private static final int ONE_PERSON_IN = 100;
    private static final LocalDate SECOND = BenchData.DATE.plusDays(1);
    private static final LocalDate THIRD = BenchData.DATE.plusDays(2);
    private static final String FOLDER = "repeat";

    private static final String STATEMENT =
            "{\"declaration_id\":\"repeat-%d\",\"subject_id\":\"%s\",\"action\":\"declare\","
                    + "\"attribute\":\"language\",\"value\":\"de\",\"purposes\":\"service_messages\",\"notice_id\":\"preference-centre\","
                    + "\"notice_version\":\"2\",\"notice_language\":\"en\",\"channel\":\"web_preference_center\","
                    + "\"elicitation\":\"prompted_choice\",\"declared_by\":\"self\",\"declared_at\":\"%sT10:00:00Z\","
                    + "\"jurisdiction\":\"DE\",\"legal_basis\":\"eu-gdpr:A6-1-a\"}%n";

    private final Path work;
    private final Path logs;
    private final Checkout checkout;
    private final BenchData data;

    /**
     * The results of the bench; medians of the rounds.
     *
     * @param keptBytes size of the kept data on disk
     * @param fullCpuSeconds processor time of all threads; 0 if the system does not report it
     */
    public record Report(
            long keptBytes, double fullSeconds, double fullCpuSeconds, double reusedSeconds, double reusedCpuSeconds) {}

    private RepeatBench(Path work, Scenario scenario) {
        this.work = work;
        this.logs = Folders.create(work.resolve("logs"));
        this.checkout = Checkout.find();
        this.data = new BenchData(work.resolve("data"), checkout.policy(), scenario);
    }

    /**
     * Generates the data if it is missing, and runs the bench.
     *
     * @throws Failure if a run fails, or if both ways do not publish the same bytes
     */
    public static Report run(
            Path work, Scenario scenario, int rounds, Generation.Progress generating, Consumer<String> progress) {
        RepeatBench bench = new RepeatBench(work, scenario);
        bench.data.provide(Runtime.getRuntime().availableProcessors(), generating, progress);
        try {
            return bench.measure(rounds, progress);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot bench in " + work + ": " + e.getMessage(), e);
        }
    }

    private Report measure(int rounds, Consumer<String> progress) throws IOException {
        Path job = writeJob();
        Path changed = changed();
        Files.deleteIfExists(changed);
        Folders.delete(state());
        progress.accept("running two nights");
        night(job, BenchData.DATE);
        night(job, SECOND);
        JobFile read = JobFile.read(job);
        declare(new Warehouse(read.warehouse()), changed);
        Path saved = state().resolveSibling(FOLDER + "-saved");
        Folders.delete(saved);
        Files.move(state(), saved);
        List<ProcessUsage> full = new ArrayList<>();
        List<ProcessUsage> reused = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            copy(saved, state());
            ProcessUsage fully = night(job, THIRD, "--no-reuse");
            Map<String, String> published = hashes(read);
            copy(saved, state());
            ProcessUsage again = night(job, THIRD);
            requireSame(published, hashes(read));
            if (round > 0) {
                full.add(fully);
                reused.add(again);
            }
            progress.accept("round " + round + ": everything read " + words(fully) + ", used again " + words(again));
        }
        long kept = bytes(saved.resolve("spill"));
        Folders.delete(saved);
        return new Report(kept, seconds(full), cpuSeconds(full), seconds(reused), cpuSeconds(reused));
    }

    private Path state() {
        return data.folder().resolve(FOLDER);
    }

    private Path changed() {
        return data.folder().resolve("declarations/changed-" + THIRD + ".jsonl");
    }

    /** Writes the job file of the data, whose memberships are the same files in every run. */
    private Path writeJob() throws IOException {
        Path job = data.folder().resolve("job-repeat.yaml");
        Files.writeString(
                job,
                Files.readString(data.job())
                        .replace("legacy/dmp/{date}/", "legacy/dmp/" + BenchData.DATE + "/")
                        .replace("\nwarehouse: warehouse\n", """

                                warehouse: repeat/warehouse
                                control: { folder: repeat/control }
                                spill: repeat/spill
                                reuse: { keep: 1t }
                                """)
                        .replace("\ndeclarations:\n", """

                                declarations:
                                  - name: changed
                                    path: declarations/changed-{date}.jsonl
                                    delivers: increment
                                """));
        return job;
    }

    private static void declare(Warehouse warehouse, Path file) throws IOException {
        StringBuilder statements = new StringBuilder();
        List<SubjectId> people = PublishedPeople.of(warehouse, ONE_PERSON_IN, Integer.MAX_VALUE);
        for (int i = 0; i < people.size(); i++) {
            statements.append(
                    String.format(Locale.ROOT, STATEMENT, i, people.get(i).value(), THIRD));
        }
        Files.writeString(file, statements);
    }

    private ProcessUsage night(Path job, LocalDate date, String... more) {
        List<String> command = new ArrayList<>(
                List.of(checkout.launcher().toString(), "run", job.toString(), "--date", date.toString()));
        command.addAll(List.of(more));
        return MeasuredProcess.run(
                "the night", command, work, logs.resolve("repeat-" + date + String.join("", more) + ".log"));
    }

    private static Map<String, String> hashes(JobFile job) throws IOException {
        Warehouse warehouse = new Warehouse(job.warehouse());
        Path snapshot = warehouse
                .snapshot(warehouse.current().orElseThrow())
                .localPath()
                .orElseThrow();
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : files(snapshot)) {
            if (file.toString().endsWith(".parquet")) {
                hashes.put(snapshot.relativize(file).toString(), Sha256.ofFile(Location.of(file)));
            }
        }
        return hashes;
    }

    private static void requireSame(Map<String, String> full, Map<String, String> reused) {
        if (full.isEmpty() || !full.equals(reused)) {
            throw new Failure(
                    ErrorCategory.INTERNAL,
                    "Cannot measure a repeated night: what it published is not what the same night published that read"
                            + " everything");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Folders.delete(to);
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static long bytes(Path folder) throws IOException {
        return files(folder).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    private static String words(ProcessUsage took) {
        return String.format(
                Locale.ROOT, "%.1f s (%.1f)", took.seconds(), took.cpuSeconds().orElse(0));
    }

    private static double seconds(List<ProcessUsage> rounds) {
        return median(
                rounds.stream().mapToDouble(ProcessUsage::seconds).sorted().toArray());
    }

    private static double cpuSeconds(List<ProcessUsage> rounds) {
        return median(rounds.stream()
                .mapToDouble(took -> took.cpuSeconds().orElse(0))
                .sorted()
                .toArray());
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
