package io.crumbless.night.spark;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.IdStyles;
import io.crumbless.night.gather.DeliveredSpellings;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.gather.PartGroups;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.LinkReading;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a work: parts are read and what they spill is kept by Spark; when all is there, ranges are cut by the sample of keys,
 * shuffled and taken through the kernel; their pieces are joined to part files, and those that the results name are moved to where the
 * snapshot is put together.
 *
 * <p>Books, counts and files are what tasks return, so a task that is tried again or runs twice counts once.
 */
final class GatherRun implements AutoCloseable {
    static final String SCATTER = "scatter";
    static final String GATHER = "gather";
    static final String PARTS = "parts";

    /** How long is waited for tasks that were asked to end, so that they write nothing behind what is deleted. */
    private static final long MOST_MILLIS_TO_END = 10_000;

    private final JavaSparkContext spark;
    private final int subjectsPerRange;
    private final LinkLimits limits;
    private final AttemptContext attempt;
    private final TaskWork task;
    private final Staging staging;
    private final Watch watch;
    private final SortedMap<String, List<PartNotes>> notes = new TreeMap<>();
    private @Nullable JavaRDD<Scattered> everything;
    private boolean finished;

    GatherRun(
            JavaSparkContext spark, SparkWork asked, SparkProgress progress, int subjectsPerRange, LinkLimits limits) {
        this.spark = spark;
        this.subjectsPerRange = subjectsPerRange;
        this.limits = limits;
        this.attempt = new AttemptContext(spark, asked);
        this.task = attempt.task();
        this.staging = asked.staging();
        this.watch = new Watch(progress);
        spark.sc().addSparkListener(watch);
        spark.setJobGroup(attempt.id(), "crumbless " + asked.runId(), true);
    }

    SparkResult result() throws Exception {
        Storage storage = staging.warehouse().storage();
        // What attempts before this one left.
        storage.deleteRecursively(TaskWork.attempts(task.work()));
        storage.deleteRecursively(staging.snapshot());
        List<Scattered.Done> parts = scatter();
        List<GatheredRange> ranges = gather(parts);
        notes.put(DeliveredSpellings.NOTES, List.of(spellings(ranges)));
        List<Manifest.Output> outputs = publish(join(ranges));
        finished = true;
        SortedMap<String, PartNotes> together = new TreeMap<>();
        notes.forEach((name, of) -> together.put(name, PartNotes.together(of)));
        return new SparkResult(outputs, together);
    }

    private List<Scattered.Done> scatter() throws IOException {
        List<Scattered.Done> done = new ArrayList<>();
        List<String> names = task.scatter().parts();
        if (task.facts() instanceof Deliveries deliveries) {
            names.add(LinkStage.PART);
            names.addAll(LinkReading.parts(deliveries));
            names.sort(Comparator.naturalOrder());
            scatterLinked(names, done);
        } else {
            List<ScatterTask.Part> parts = ScatterTask.Part.of(names, name -> true);
            watch.begin(SCATTER, parts.size());
            ScatterTask scatter = new ScatterTask(attempt.id(), attempt.work(), null);
            everything = kept(attempt.tasks(parts).mapPartitions(scatter));
            done.addAll(Scattered.Done.of(everything));
        }
        done.sort(Comparator.comparingInt(Scattered.Done::part));
        done.forEach(part -> note(names.get(part.part()), part));
        return done;
    }

    private void scatterLinked(List<String> names, List<Scattered.Done> done) throws IOException {
        List<ScatterTask.Part> parts = ScatterTask.Part.of(names, name -> !name.startsWith(LinkStage.PART));
        watch.begin(SCATTER, names.size());
        LinkRun links = new LinkRun(attempt, limits, names);
        links.read();
        JavaRDD<Scattered> all = kept(links.scatter(parts));
        done.addAll(Scattered.Done.of(all));
        done.forEach(Scattered.Done::require);
        done.forEach(links::met);
        for (JavaRDD<Scattered> ofLinks : links.finish()) {
            done.addAll(Scattered.Done.of(ofLinks));
            all = all.union(ofLinks);
        }
        everything = all;
    }

    private JavaRDD<Scattered> kept(JavaRDD<Scattered> read) {
        return attempt.kept(read, StorageLevel.MEMORY_AND_DISK());
    }

    private void note(String name, Scattered.Done part) {
        part.require();
        notes.computeIfAbsent(togetherAs(name), any -> new ArrayList<>()).add(notes(part.notes()));
    }

    /** Notes of like parts add up, so one file keeps them all. */
    private static String togetherAs(String part) {
        if (part.startsWith(StripStage.PREFIX)) {
            return StripStage.PREFIX + "all";
        } else if (part.startsWith(AdmitStage.PREFIX)) {
            return AdmitStage.PREFIX + "all";
        }
        return part.startsWith(LinkReading.PREFIX) ? LinkStage.PART : part;
    }

    private static PartNotes notes(byte[] written) {
        return ManifestFile.parse(new String(written, StandardCharsets.UTF_8), PartNotes.class);
    }

    private List<GatheredRange> gather(List<Scattered.Done> parts) {
        List<byte[]> sample = new ArrayList<>();
        parts.forEach(part -> sample.addAll(part.sample()));
        List<byte[]> splitters = KeySample.cut(sample, subjectsPerRange);
        watch.begin(GATHER, parts.size() + splitters.size() + 1);
        List<GatheredRange> ranges = new ArrayList<>(Objects.requireNonNull(everything)
                .mapPartitionsToPair(new CutTask(attempt.broadcast(splitters)))
                .repartitionAndSortWithinPartitions(new ByRange(splitters.size() + 1))
                .mapPartitionsWithIndex(
                        new GatherTask(attempt.id(), attempt.work(), attempt.broadcast(new Beside(parts))), false)
                .collect());
        ranges.sort(Comparator.comparingInt(GatheredRange::range));
        List<PartNotes> ofRanges = new ArrayList<>();
        ranges.forEach(range -> ofRanges.add(notes(range.notes())));
        notes.put(MergeStage.PREFIX + "all", ofRanges);
        return ranges;
    }

    /** How many ids were given in more than one spelling: looked into only where styles leave it possible. */
    private PartNotes spellings(List<GatheredRange> ranges) {
        IdStyles styles = new IdStyles();
        ranges.forEach(range -> styles.add(IdStyles.of(range.styles()[0], range.styles()[1])));
        long several = 0;
        if (styles.mayDiffer()) {
            List<String> files = ranges.stream().map(GatheredRange::spellings).toList();
            several = spark.parallelize(files, files.size())
                    .flatMapToPair(new SpelledKeys())
                    .reduceByKey(Math::addExact)
                    .filter(key -> key._2() > 1)
                    .count();
        }
        return DeliveredSpellings.notes(several);
    }

    private List<Piece> join(List<GatheredRange> ranges) {
        List<Dataset> datasets = task.datasets().all();
        List<JoinTask.Part> parts = new ArrayList<>();
        for (int i = 0; i < datasets.size(); i++) {
            int dataset = i;
            List<Piece> pieces =
                    ranges.stream().map(range -> range.pieces().get(dataset)).toList();
            List<List<Piece>> groups = PartGroups.of(pieces, Piece::rows, Piece::bytes);
            for (int number = 0; number < groups.size(); number++) {
                List<String> files =
                        groups.get(number).stream().map(Piece::location).toList();
                parts.add(new JoinTask.Part(dataset, PartGroups.name(number), files));
            }
        }
        watch.begin(PARTS, parts.size());
        return spark.parallelize(parts, parts.size())
                .map(new JoinTask(attempt.id(), attempt.work()))
                .collect();
    }

    /** Moves the files that results name to where the manifest has them; others are never looked at. */
    private List<Manifest.Output> publish(List<Piece> files) {
        Storage storage = staging.warehouse().storage();
        List<Dataset> datasets = task.datasets().all();
        datasets.forEach(dataset -> storage.createFolders(staging.snapshot().resolve(dataset.folder())));
        List<Manifest.Output> outputs = new ArrayList<>();
        for (Piece file : files) {
            Location from = Location.of(file.location());
            String folder = datasets.get(file.dataset()).folder();
            String name = folder + "/" + from.name();
            move(storage, from, staging.snapshot().resolve(name));
            outputs.add(new Manifest.Output(folder, name, file.rows(), file.bytes(), file.sha256()));
        }
        return outputs;
    }

    /** An object store has no renames; what is copied there goes with the attempt's folder. */
    private static void move(Storage storage, Location from, Location to) {
        if (storage.conditionalFiles().isPresent()) {
            storage.share(from, to);
        } else {
            storage.moveAtomically(from, to);
        }
    }

    /** Ends what still runs, such as attempts that lost, and deletes all that attempts of tasks wrote. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!finished) {
                spark.cancelJobGroup(attempt.id());
            }
            spark.clearJobGroup();
            spark.sc().removeSparkListener(watch);
            attempt.close();
            awaitEnd();
            staging.warehouse().storage().deleteRecursively(TaskWork.attempts(task.work()));
        } finally {
            TaskWork.forget(attempt.id());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void awaitEnd() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS_TO_END);
        try {
            while (isBusy() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBusy() {
        return Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
                .anyMatch(executor -> executor.numRunningTasks() > 0);
    }
}
