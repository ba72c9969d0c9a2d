package io.crumbless.night.spark;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.IdStyles;
import io.crumbless.night.gather.DeliveredSpellings;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.gather.PartGroups;
import io.crumbless.night.publish.Staging;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.snapshot.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One attempt: parts are read, and Spark persists their spilled records; then ranges are determined by the sample of
 * keys, shuffled and merged by the kernel; their pieces are joined to part files, and the files named in the results
 * are moved to the staging of the snapshot.
 *
 * <p>Books, counts and files are results of tasks, so a task that is retried or runs twice counts once.
 */
final class GatherRun implements AutoCloseable {
    static final String GATHER = "gather";
    static final String PARTS = "parts";

    private final JavaSparkContext spark;
    private final int subjectsPerRange;
    private final JobScope jobs;
    private final ScatterRun scatter;
    private final AttemptContext attempt;
    private final TaskWork task;
    private final Staging staging;
    private final SparkProgress progress;
    private boolean finished;

    GatherRun(
            JavaSparkContext spark, SparkWork asked, SparkProgress progress, int subjectsPerRange, LinkLimits limits) {
        this.spark = spark;
        this.subjectsPerRange = subjectsPerRange;
        this.jobs = new JobScope(spark, asked, progress);
        this.scatter = new ScatterRun(jobs, asked, limits);
        this.attempt = scatter.attempt();
        this.task = attempt.task();
        this.staging = asked.staging();
        this.progress = progress;
    }

    SparkResult result() throws Exception {
        Storage storage = staging.warehouse().storage();
        // Left by earlier attempts.
        storage.deleteRecursively(TaskWork.attempts(task.work()));
        storage.deleteRecursively(staging.snapshot());
        List<Scattered.Done> parts = scatter.scatter();
        List<GatheredRange> ranges = gather(parts);
        scatter.notes().put(DeliveredSpellings.NOTES, List.of(spellings(ranges)));
        List<Piece> joined = join(ranges);
        progress.requireFollowed();
        List<Manifest.Output> outputs = publish(joined);
        jobs.finish();
        finished = true;
        SortedMap<String, PartNotes> together = new TreeMap<>();
        scatter.notes().forEach((name, of) -> together.put(name, PartNotes.together(of)));
        return new SparkResult(outputs, together);
    }

    private List<GatheredRange> gather(List<Scattered.Done> parts) {
        List<byte[]> sample = new ArrayList<>();
        parts.forEach(part -> sample.addAll(part.sample()));
        List<byte[]> splitters = KeySample.cut(sample, subjectsPerRange);
        jobs.begin(GATHER, parts.size() + splitters.size() + 1);
        List<GatheredRange> ranges = new ArrayList<>(scatter.cut(splitters)
                .mapPartitionsWithIndex(
                        new GatherTask(attempt.id(), attempt.work(), attempt.broadcast(new RangeContext(parts))), false)
                .collect());
        ranges.sort(Comparator.comparingInt(GatheredRange::range));
        List<PartNotes> ofRanges = new ArrayList<>();
        ranges.forEach(range -> ofRanges.add(ScatterRun.notes(range.notes())));
        scatter.notes().put(MergeStage.PREFIX + "all", ofRanges);
        return ranges;
    }

    /**
     * The number of ids that were delivered in more than one spelling; counted only if the styles make that possible.
     */
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
        jobs.begin(PARTS, parts.size());
        return spark.parallelize(parts, parts.size())
                .map(new JoinTask(attempt.id(), attempt.work()))
                .collect();
    }

    /** Moves the files named in results to their paths in the manifest; other files are ignored. */
    private List<Manifest.Output> publish(List<Piece> files) {
        Storage storage = staging.warehouse().storage();
        List<Dataset> datasets = task.datasets().all();
        datasets.forEach(dataset -> storage.createFolders(staging.snapshot().resolve(dataset.folder())));
        List<Manifest.Output> outputs = new ArrayList<>();
        List<Storage.Copy> moves = new ArrayList<>();
        for (Piece file : files) {
            Location from = Location.of(file.location());
            String folder = datasets.get(file.dataset()).folder();
            String name = folder + "/" + from.name();
            moves.add(new Storage.Copy(from, staging.snapshot().resolve(name)));
            outputs.add(new Manifest.Output(folder, name, file.rows(), file.bytes(), file.sha256()));
        }
        move(storage, moves);
        return outputs;
    }

    /** An object store has no rename; copied files are deleted with the folder of the attempt. */
    private static void move(Storage storage, List<Storage.Copy> moves) {
        if (storage.conditionalFiles().isPresent()) {
            storage.shareAll(moves);
        } else {
            moves.forEach(move -> storage.moveAtomically(move.from(), move.to()));
        }
    }

    /**
     * Ends running jobs, and deletes everything that attempts of tasks wrote. If this attempt had no result, a later
     * one may already be writing beside it, so only its own folder is deleted.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            jobs.close();
            scatter.close();
            Location written = finished ? TaskWork.attempts(task.work()) : task.attempts();
            staging.warehouse().storage().deleteRecursively(written);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
