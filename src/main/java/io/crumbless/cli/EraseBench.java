package io.crumbless.cli;

import io.crumbless.declaration.EvidenceLog;
import io.crumbless.erase.Eraser;
import io.crumbless.erase.Receipt;
import io.crumbless.generate.GenerateSettings;
import io.crumbless.generate.Generation;
import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.WarehouseHold;
import io.crumbless.legal.NightReportPage;
import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.PlainRowRemoval;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.policy.Policy;
import io.crumbless.policy.Purpose;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.SubjectId;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.RunOptions;
import io.crumbless.run.local.LocalNight;
import io.crumbless.snapshot.ArchivedPolicy;
import io.crumbless.snapshot.Dataset;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import io.crumbless.storage.Storage;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures an erasure against writing everything again, and against DuckDB where its driver is at hand. The shop is
 * generated and its nights are run once; a later use with the same folder measures again.
 */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        header = "Measure how fast people are erased.%n",
        description = {
            "Generates a shop, runs its nights, and erases people spread over all of it: once as 'erase' does, once by"
                    + " writing every row of every snapshot again, and once by DuckDB writing the files that hold them"
                    + " again, where DuckDB's JDBC driver is on the class path.",
        })
final class EraseBench implements Callable<Integer> {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);

    private final Session session;

    @Option(names = "--folder", required = true, paramLabel = "DIR", description = "Where the shop lies, or is made.")
    private Path folder = Path.of("");

    @Option(
            names = "--people",
            paramLabel = "N",
            converter = GenerateCommand.Amount.class,
            description = "Customers; 1M.")
    private long people = 1_000_000;

    @Option(names = "--nights", paramLabel = "N", description = "Snapshots; ${DEFAULT-VALUE}.")
    private int nights = 3;

    @Option(names = "--erase", paramLabel = "N", description = "People to erase; ${DEFAULT-VALUE}.")
    private int count = 1000;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    EraseBench(Session session) {
        this.session = session;
    }

    /**
     * What was measured, in seconds.
     *
     * @param find the part of {@code erase} in which nothing is changed yet
     * @param duckDb empty without its driver
     */
    record Measured(
            long profiles,
            int snapshots,
            int erased,
            long rows,
            long bytes,
            double find,
            double erase,
            double everything,
            OptionalDouble duckDb) {}

    @Override
    public Integer call() throws Exception {
        Path shop = session.resolve(folder);
        prepare(shop);
        Measured measured = measure(shop, session.terminal().err());
        session.terminal().out().print(json ? ResultJson.text(object(measured)) + "\n" : words(measured));
        return 0;
    }

    private void prepare(Path shop) {
        if (!Files.exists(shop.resolve("job.yaml"))) {
            Path policy = session.jobOrUsual(null).policy();
            Generation.run(
                    GenerateSettings.builder(shop, policy, FIRST, people)
                            .nights(nights)
                            .build(),
                    Runtime.getRuntime().availableProcessors(),
                    Generation.Progress.NONE);
        }
        JobFile job = JobFile.read(shop.resolve("job.yaml"));
        int done = new Warehouse(job.warehouse()).chain().size();
        for (int night = done; night < nights; night++) {
            new LocalNight(Clock.systemUTC(), Runtime.getRuntime().availableProcessors(), new NightReportPage())
                    .run(job, FIRST.plusDays(night), RunOptions.DEFAULTS, Progress.SILENT);
        }
    }

    private Measured measure(Path shop, PrintStream told) throws Exception {
        JobFile job = JobFile.read(shop.resolve("job.yaml"));
        Warehouse original = new Warehouse(job.warehouse());
        Path trial = shop.resolve("trial");
        Location place = Location.of(trial);
        Storage.of(place).deleteRecursively(place);
        original.mirror(
                original.root().resolve("snapshots"), Location.of(trial.resolve("warehouse/snapshots")), file -> true);
        Warehouse warehouse = new Warehouse(Location.of(trial.resolve("warehouse")));
        warehouse
                .storage()
                .links()
                .ifPresent(links -> links.point(
                        warehouse.root().resolve("current"),
                        "snapshots/" + original.current().orElseThrow()));
        List<SubjectId> chosen = choose(warehouse, count);
        told.println("erasing " + chosen.size() + " people");
        List<Location> affected = new ArrayList<>();
        double[] find = new double[1];
        long started = System.nanoTime();
        Receipt receipt;
        try (ControlDatabase control =
                        ControlDatabase.open(io.crumbless.ledger.ControlSettings.in(trial.resolve("control")));
                WarehouseHold hold = control.hold(warehouse.root().text());
                Eraser eraser = new Eraser(
                        warehouse,
                        control,
                        trial.resolve("spill"),
                        Runtime.getRuntime().availableProcessors(),
                        Clock.systemUTC(),
                        told::println)) {
            List<Eraser.Request> requests = chosen.stream()
                    .map(subject -> new Eraser.Request(subject, Instant.now(), "bench"))
                    .toList();
            Eraser.Preview preview = eraser.look(requests);
            find[0] = seconds(started);
            receipt = eraser.erase(preview, new Eraser.Asked("bench", Optional.empty()));
        }
        double erase = seconds(started);
        Set<String> rewritten = new TreeSet<>();
        receipt.snapshots().forEach(snapshot -> snapshot.files()
                .forEach(change -> rewritten.add(snapshot.name() + "/" + change.file())));
        rewritten.forEach(file -> affected.add(original.root().resolve("snapshots/" + file)));
        Storage.of(place).deleteRecursively(place);
        told.println("writing everything again");
        double everything = everything(original, trial);
        Storage.of(place).deleteRecursively(place);
        told.println("DuckDB writing the affected files again");
        OptionalDouble duckDb = duckDb(affected, chosen, trial);
        Storage.of(place).deleteRecursively(place);
        Manifest current = original.manifest(original.current().orElseThrow());
        long bytes = original.chain().stream()
                .flatMap(runId -> original.manifest(runId).outputs().stream())
                .mapToLong(Manifest.Output::bytes)
                .sum();
        return new Measured(
                current.rows(Layout.PROFILES),
                original.chain().size(),
                chosen.size(),
                receipt.rows(),
                bytes,
                find[0],
                erase,
                everything,
                duckDb);
    }

    /** People at even distances over all of the evidence log. */
    private static List<SubjectId> choose(Warehouse warehouse, int wanted) {
        List<SubjectId> all = new ArrayList<>();
        Manifest manifest = warehouse.manifest(warehouse.current().orElseThrow());
        long rows = manifest.rows(Layout.PROFILES);
        long step = Math.max(1, rows / wanted);
        long at = 0;
        for (Manifest.Output output : manifest.outputs()) {
            if (!output.dataset().equals(Layout.PROFILES)) {
                continue;
            }
            ParquetTable table =
                    ParquetTable.open(warehouse.snapshot(manifest.runId()).resolve(output.file()));
            for (int group = 0; group < table.rowGroups(); group++) {
                try (RowGroupReader reader = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
                    ColumnCursor id = reader.column(Layout.SUBJECT_ID);
                    while (id.next()) {
                        if (at++ % step == step / 2 && all.size() < wanted) {
                            all.add(new SubjectId(String.valueOf(id.text())));
                        }
                    }
                }
            }
        }
        Collections.shuffle(all, new java.util.Random(42));
        return all;
    }

    private static double everything(Warehouse warehouse, Path trial) throws Exception {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        long started = System.nanoTime();
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (String runId : warehouse.chain()) {
                Location snapshot = warehouse.snapshot(runId);
                Map<String, Dataset> datasets = datasets(ArchivedPolicy.read(snapshot));
                for (Manifest.Output output : warehouse.manifest(runId).outputs()) {
                    Dataset dataset =
                            java.util.Objects.requireNonNull(datasets.get(output.dataset()), "a dataset of the layout");
                    Location target = Location.of(trial.resolve(runId).resolve(output.file()));
                    tasks.add(() -> PlainRowRemoval.without(
                                            snapshot.resolve(output.file()),
                                            target,
                                            dataset.schema(),
                                            dataset.settings(),
                                            Collections.emptySortedMap())
                                    .rows()
                            >= 0);
                }
            }
            for (Future<Boolean> future : threads.invokeAll(tasks)) {
                future.get();
            }
            return seconds(started);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Dataset> datasets(Policy policy) {
        Map<String, Dataset> datasets = new HashMap<>();
        List<Dataset> all = new ArrayList<>(List.of(
                Layout.profiles(policy),
                new Dataset(Layout.DECLARATIONS, EvidenceLog.SCHEMA),
                Layout.contactMoments(),
                Layout.removals(),
                Layout.refusals()));
        for (Purpose purpose : policy.purposes()) {
            all.add(Layout.extract(policy, purpose));
        }
        all.forEach(dataset -> datasets.put(dataset.folder(), dataset));
        return datasets;
    }

    private static OptionalDouble duckDb(List<Location> files, List<SubjectId> chosen, Path trial) throws Exception {
        @Nullable Connection connection = connect();
        if (connection == null) {
            return OptionalDouble.empty();
        }
        Files.createDirectories(trial);
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE gone AS SELECT unnest(["
                    + chosen.stream()
                            .map(subject -> "'" + subject.value().replace("'", "''") + "'")
                            .collect(Collectors.joining(","))
                    + "]) AS subject_id");
            long started = System.nanoTime();
            int number = 0;
            for (Location file : files) {
                statement.execute("COPY (SELECT * FROM read_parquet('" + file
                        + "') WHERE subject_id IS NULL OR subject_id NOT IN (SELECT subject_id FROM gone)) TO '"
                        + trial.resolve("duckdb-" + number++ + ".parquet") + "' (FORMAT parquet, COMPRESSION zstd)");
            }
            return OptionalDouble.of(seconds(started));
        } catch (SQLException e) {
            throw new Failure(Actor.ENVIRONMENT, "Cannot measure DuckDB: " + e.getMessage(), e);
        }
    }

    private static @Nullable Connection connect() {
        try {
            return DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException noDriver) {
            return null;
        }
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) / 1e9;
    }

    private static String words(Measured measured) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "  warehouse",
                Numbers.grouped(measured.profiles()),
                "profiles",
                Numbers.grouped(measured.snapshots()),
                "snapshots",
                Numbers.grouped(measured.bytes() >> 20),
                "MiB"));
        rows.add(List.of(
                "  erased", Numbers.grouped(measured.erased()), "people", Numbers.grouped(measured.rows()), "rows"));
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        text.append(String.format(
                java.util.Locale.ROOT,
                "  erase                    %8.1f s, of which finding %.1f s%n",
                measured.erase(),
                measured.find()));
        text.append(String.format(
                java.util.Locale.ROOT,
                "  writing everything again %8.1f s, %.1f times as long%n",
                measured.everything(),
                measured.everything() / measured.erase()));
        measured.duckDb()
                .ifPresentOrElse(
                        seconds -> text.append(String.format(
                                java.util.Locale.ROOT,
                                "  DuckDB, affected files   %8.1f s, %.1f times as long%n",
                                seconds,
                                seconds / measured.erase())),
                        () -> text.append("  DuckDB was not measured: its JDBC driver is not on the class path\n"));
        return text.toString();
    }

    private static Object object(Measured measured) {
        return ResultJson.ordered(
                "outcome", "measured",
                "exit_code", 0,
                "profiles", measured.profiles(),
                "snapshots", measured.snapshots(),
                "bytes", measured.bytes(),
                "erased", measured.erased(),
                "rows", measured.rows(),
                "find_s", measured.find(),
                "erase_s", measured.erase(),
                "everything_s", measured.everything(),
                "duckdb_s", measured.duckDb().isPresent() ? measured.duckDb().getAsDouble() : "not measured");
    }
}
