package io.crumbless.tools.bench;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.rewrite.PlainRowRemoval;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.tools.generate.Generation;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.EvidenceLog;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.erase.Eraser;
import io.crumbless.warehouse.erase.LockedWarehouse;
import io.crumbless.warehouse.erase.Rewriting;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.WarehouseLock;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares an erasure with rewriting everything, and with DuckDB rewriting the files that contain the people. Times are
 * reported only if Crumbless and DuckDB produce the same rows.
 */
public final class EraseBench {
    private static final String PEER = "io.crumbless.bench.peers.";
    private static final String ASKED = "2026-11-23T08:00:00Z";
    private static final String REASON = "bench";

    private final ShopSettings settings;
    private final Checkout checkout;
    private final Shop shop;
    private final Consumer<String> progress;
    private final Path trial;
    private final Path duckDb;
    private final Path logs;

    /** Which people are erased. */
    public enum Choice {
        /** People at even distances over all ids, so that almost every row group contains some. */
        SPREAD,
        /** People with neighbouring ids, in few row groups. */
        NEIGHBOURS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The results of the bench.
     *
     * @param rows number of deleted rows in all snapshots
     * @param rowGroups number of row groups in all files
     * @param rowGroupsTouched number of row groups that contained a person to erase
     * @param everything the same erasure of people at even distances, but with every row group of every file decoded
     *     and encoded
     * @param duckDb DuckDB rewriting the files that contain the people
     */
    public record Report(
            Choice choice,
            long profiles,
            int snapshots,
            long bytes,
            int erased,
            long rows,
            int rowGroups,
            int rowGroupsTouched,
            ProcessUsage erase,
            ProcessUsage everything,
            ProcessUsage duckDb) {}

    private EraseBench(ShopSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.checkout = Checkout.find();
        this.shop = new Shop(checkout.shippedPolicy(), settings);
        this.progress = progress;
        this.trial = settings.work().resolve("trial");
        this.duckDb = settings.work().resolve("trial-duckdb");
        this.logs = Folders.create(settings.work().resolve("logs"));
    }

    /**
     * Generates the shop if it is missing, and runs the bench.
     *
     * @param count number of people to erase
     */
    public static Report run(
            ShopSettings settings,
            int count,
            Choice choice,
            Generation.Progress generating,
            Consumer<String> progress) {
        EraseBench bench = new EraseBench(settings, progress);
        if (!bench.checkout.hasPeers(false)) {
            progress.accept("building the peers, this happens once; their libraries are fetched");
            bench.checkout.buildPeers(false, bench.logs.resolve("build-peers.log"));
        }
        bench.shop.make(generating, progress);
        try {
            return bench.measure(count, choice);
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT, "Cannot bench in " + settings.work() + ": " + e.getMessage(), e);
        } finally {
            Folders.delete(bench.trial);
            Folders.delete(bench.duckDb);
        }
    }

    private Report measure(int count, Choice choice) throws IOException {
        List<SubjectId> people = choose(count, choice);
        Warehouse original = shop.warehouse();
        List<String> chain = original.chain();
        ProcessUsage erase = erase(original, people);
        List<Changed> changed = changed(chain);
        ProcessUsage duck = duckDb(original, changed);
        compare(chain, changed);
        RowGroups groups = rowGroups(original, changed, people);
        ProcessUsage everything = everything(original, choose(count, Choice.SPREAD));
        return new Report(
                choice,
                shop.profiles(),
                chain.size(),
                shop.bytes(),
                people.size(),
                changed.stream().mapToLong(Changed::rows).sum(),
                groups.all(),
                groups.touched(),
                erase,
                everything,
                duck);
    }

    private List<SubjectId> choose(int count, Choice choice) {
        long step = choice == Choice.NEIGHBOURS ? 1 : Math.max(1, shop.profiles() / count);
        return shop.people(step, count);
    }

    /** A file that the erasure rewrote. */
    private record Changed(String runId, String dataset, String file, long rows) {}

    private ProcessUsage erase(Warehouse original, List<SubjectId> people) throws IOException {
        progress.accept("erasing " + people.size() + " people");
        List<String> command = List.of(
                checkout.launcher().toString(),
                "erase",
                "--job",
                copy(original, people).toString(),
                "--reason",
                REASON,
                "--yes",
                "--json");
        return MeasuredProcess.run("erase", command, settings.work(), logs.resolve("erase.log"));
    }

    /**
     * Copies the warehouse as hard links, together with its control database; returns a job file that erases people
     * there.
     */
    private Path copy(Warehouse original, List<SubjectId> people) throws IOException {
        Folders.delete(trial);
        Location warehouse = Location.of(trial.resolve("warehouse"));
        original.mirror(original.root().resolve("snapshots"), warehouse.resolve("snapshots"), file -> true);
        original.storage()
                .links()
                .ifPresent(links -> links.point(
                        warehouse.resolve("current"),
                        "snapshots/" + original.current().orElseThrow()));
        copyControlDatabase();
        Path requests = trial.resolve("requests.csv");
        Files.writeString(
                requests,
                people.stream()
                        .map(subject -> subject.value() + "," + ASKED + "," + REASON + "\n")
                        .collect(Collectors.joining("", "subject_id,requested_at,reason\n", "")));
        Path job = trial.resolve("erasure.yaml");
        Files.writeString(
                job,
                "job: erasure\npolicy: " + shop.job().policy()
                        + "\nwarehouse: warehouse\nerasures:\n  - name: requests\n    path: requests.csv\n");
        return job;
    }

    /** Copies the control database, since a new one would not know the snapshots. */
    private void copyControlDatabase() throws IOException {
        Path copy = Folders.create(trial.resolve("control"));
        try (Stream<Path> files = Files.list(shop.job().control().folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private List<Changed> changed(List<String> chain) {
        List<Changed> changed = new ArrayList<>();
        Warehouse erased = new Warehouse(Location.of(trial.resolve("warehouse")));
        for (String runId : chain) {
            for (Amendment amendment : Amendments.of(erased.snapshot(runId)).amendments()) {
                amendment
                        .files()
                        .forEach(file -> changed.add(new Changed(runId, file.dataset(), file.file(), file.rowsLess())));
            }
        }
        if (changed.isEmpty()) {
            throw new Failure(ErrorCategory.INTERNAL, "Cannot measure: the erasure changed nothing");
        }
        return changed;
    }

    private ProcessUsage duckDb(Warehouse original, List<Changed> changed) throws IOException {
        progress.accept("DuckDB writing the " + changed.size() + " files again that hold them");
        Folders.delete(duckDb);
        StringBuilder script =
                new StringBuilder("SET threads = ").append(settings.threads()).append(";\n");
        script.append("CREATE TEMP TABLE gone AS SELECT subject_id FROM read_csv('")
                .append(trial.resolve("requests.csv"))
                .append("', header = true, all_varchar = true);\n");
        for (Changed file : changed) {
            Path target = duckDb.resolve(file.runId()).resolve(file.file());
            Folders.create(Objects.requireNonNull(target.getParent()));
            script.append("COPY (SELECT * FROM read_parquet('")
                    .append(original.snapshot(file.runId()).resolve(file.file()))
                    .append("') WHERE subject_id IS NULL OR subject_id NOT IN (SELECT subject_id FROM gone)) TO '")
                    .append(target)
                    .append("' (FORMAT parquet, COMPRESSION zstd);\n");
        }
        Path file = Files.writeString(duckDb.resolve("erase.sql"), script);
        return peer("DuckDB", "duckdb", "DuckDbPeer", file.toString());
    }

    private ProcessUsage peer(String name, String log, String main, String... arguments) {
        List<String> command = new ArrayList<>(checkout.java(List.of()));
        command.add(PEER + main);
        command.addAll(List.of(arguments));
        return MeasuredProcess.run(name, command, settings.work(), logs.resolve(log + ".log"));
    }

    /** Compares the results by row count and by the sum of hashes over all columns. */
    private void compare(List<String> chain, List<Changed> changed) throws IOException {
        progress.accept("comparing what the two have written");
        for (String runId : chain) {
            Set<String> datasets = changed.stream()
                    .filter(file -> file.runId().equals(runId))
                    .map(Changed::dataset)
                    .collect(Collectors.toCollection(TreeSet::new));
            for (String dataset : datasets) {
                Path ours = trial.resolve("compared");
                Path theirs = duckDb.resolve("compared");
                Folders.delete(ours);
                Folders.delete(theirs);
                for (Changed file : changed) {
                    if (file.runId().equals(runId) && file.dataset().equals(dataset)) {
                        String name = file.file().replace('/', '-');
                        link(
                                trial.resolve("warehouse/snapshots")
                                        .resolve(runId)
                                        .resolve(file.file()),
                                ours.resolve(name));
                        link(duckDb.resolve(runId).resolve(file.file()), theirs.resolve(name));
                    }
                }
                String left = checksum(ours);
                String right = checksum(theirs);
                if (!left.equals(right)) {
                    throw new Failure(
                            ErrorCategory.INTERNAL,
                            "Cannot measure: rows and checksum of " + dataset + " of " + runId + " are " + left
                                    + ", those of DuckDB " + right + "; one of the two is wrong");
                }
            }
        }
        progress.accept("both have written the same rows");
    }

    private static void link(Path from, Path to) throws IOException {
        Folders.create(Objects.requireNonNull(to.getParent()));
        Files.createLink(to, from);
    }

    private String checksum(Path folder) throws IOException {
        peer("the checksum", "checksum", "Checksum", folder + "/*.parquet");
        List<String> lines = Files.readAllLines(logs.resolve("checksum.log"));
        return lines.get(lines.size() - 1);
    }

    /** Runs the same erasure of people who are in every file, with each row group decoded and encoded. */
    private ProcessUsage everything(Warehouse original, List<SubjectId> people) throws IOException {
        progress.accept("erasing " + people.size() + " people, spread, by decoding and encoding everything");
        JobFile job = JobFile.read(copy(original, people));
        List<Eraser.Request> requests = people.stream()
                .map(subject -> new Eraser.Request(subject, Instant.parse(ASKED), REASON))
                .toList();
        double cpu = ProcessClock.cpuSeconds();
        long started = System.nanoTime();
        Warehouse warehouse = new Warehouse(job.warehouse());
        Policy policy = PolicyFolder.read(job.policy());
        try (ControlDatabase control = ControlDatabase.open(job.control());
                WarehouseLock lock = control.lock(job.warehouse());
                Eraser eraser = new Eraser(
                        new LockedWarehouse(warehouse, control, lock),
                        job.spill(),
                        settings.threads(),
                        Clock.systemUTC(),
                        Eraser.Watcher.SILENT,
                        plain(policy))) {
            eraser.settle();
            eraser.erase(eraser.look(requests), new Eraser.Asked(REASON, Optional.of(REASON)));
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ProcessUsage(seconds, OptionalDouble.of(ProcessClock.cpuSeconds() - cpu), OptionalLong.empty());
    }

    private static Rewriting plain(Policy policy) {
        Map<String, Dataset> datasets = datasets(policy);
        return (file, source, target, rows) -> {
            Dataset dataset = Objects.requireNonNull(datasets.get(file.dataset()), "a dataset of the layout");
            return PlainRowRemoval.without(source, target, dataset.schema(), dataset.settings(), rows);
        };
    }

    private static Map<String, Dataset> datasets(Policy policy) {
        List<Dataset> all = new ArrayList<>(List.of(
                Layout.profiles(policy),
                new Dataset(Layout.DECLARATIONS, EvidenceLog.SCHEMA),
                Layout.contactMoments(),
                Layout.removals(),
                Layout.refusals()));
        for (Purpose purpose : policy.purposes()) {
            all.add(Layout.extract(policy, purpose));
        }
        Map<String, Dataset> datasets = new HashMap<>();
        all.forEach(dataset -> datasets.put(dataset.folder(), dataset));
        return datasets;
    }

    private record RowGroups(int all, int touched) {}

    private static RowGroups rowGroups(Warehouse warehouse, List<Changed> changed, List<SubjectId> people) {
        Set<String> ids = people.stream().map(SubjectId::value).collect(Collectors.toSet());
        int all = 0;
        for (String runId : warehouse.chain()) {
            for (Manifest.Output output : warehouse.manifest(runId).outputs()) {
                all += ParquetTable.open(warehouse.snapshot(runId).resolve(output.file()))
                        .rowGroups();
            }
        }
        int touched = 0;
        for (Changed file : changed) {
            ParquetTable table =
                    ParquetTable.open(warehouse.snapshot(file.runId()).resolve(file.file()));
            for (int group = 0; group < table.rowGroups(); group++) {
                touched += holdsAny(table, group, ids) ? 1 : 0;
            }
        }
        return new RowGroups(all, touched);
    }

    private static boolean holdsAny(ParquetTable table, int group, Set<String> ids) {
        try (RowGroupReader reader = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor id = reader.column(Layout.SUBJECT_ID);
            while (id.next()) {
                if (!id.isNull() && ids.contains(String.valueOf(id.text()))) {
                    return true;
                }
            }
            return false;
        }
    }
}
