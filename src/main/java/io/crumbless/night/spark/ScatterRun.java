package io.crumbless.night.spark;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.LinkReading;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** The first half of an attempt: all parts are read, and Spark persists their spilled records. */
final class ScatterRun implements AutoCloseable {
    static final String SCATTER = "scatter";

    private final JobScope jobs;
    private final LinkLimits limits;
    private final AttemptContext attempt;
    private final TaskWork task;
    private final SortedMap<String, List<PartNotes>> notes = new TreeMap<>();
    private @Nullable JavaRDD<Scattered> everything;

    ScatterRun(JobScope jobs, SparkWork work, LinkLimits limits) {
        this.jobs = jobs;
        this.limits = limits;
        this.attempt = new AttemptContext(jobs.spark(), work);
        this.task = attempt.task();
    }

    AttemptContext attempt() {
        return attempt;
    }

    /** The notes of parts, by prefix of their names. */
    SortedMap<String, List<PartNotes>> notes() {
        return notes;
    }

    /** The books of parts with this prefix. */
    Books books(String prefix) {
        Books books = new Books();
        notes.tailMap(prefix).forEach((name, of) -> {
            if (name.startsWith(prefix)) {
                of.forEach(each -> each.addTo(books));
            }
        });
        return books;
    }

    /**
     * All records, partitioned by the range of their subject and sorted within it.
     *
     * @param splitters first key of each range but the first
     */
    JavaPairRDD<SliceKey, byte[]> cut(List<byte[]> splitters) {
        return Objects.requireNonNull(everything)
                .mapPartitionsToPair(new CutTask(attempt.broadcast(splitters)))
                .repartitionAndSortWithinPartitions(new ByRange(splitters.size() + 1));
    }

    /** Reads all parts; returns the end of each, in their order. */
    List<Scattered.Done> scatter() throws Exception {
        List<Scattered.Done> done = new ArrayList<>();
        List<String> names = task.scatter().parts();
        if (task.facts() instanceof Deliveries deliveries) {
            names.add(LinkStage.PART);
            names.addAll(LinkReading.parts(deliveries));
            names.sort(Comparator.naturalOrder());
            scatterLinked(names, done);
        } else {
            List<ScatterTask.Part> parts = ScatterTask.Part.of(names, name -> true);
            jobs.begin(SCATTER, parts.size());
            ScatterTask scatter = new ScatterTask(attempt.id(), attempt.work(), null);
            everything = kept(attempt.tasks(parts).mapPartitions(scatter));
            done.addAll(Scattered.Done.of(everything));
        }
        done.sort(Comparator.comparingInt(Scattered.Done::part));
        done.forEach(part -> note(names.get(part.part()), part));
        return done;
    }

    /** Declarations need no links, so tasks read them while this process reads the links. */
    private void scatterLinked(List<String> names, List<Scattered.Done> done) throws Exception {
        jobs.begin(SCATTER, names.size());
        JavaRDD<Scattered> declared =
                kept(attempt.tasks(ScatterTask.Part.of(names, name -> name.startsWith(AdmitStage.PREFIX)))
                        .mapPartitions(new ScatterTask(attempt.id(), attempt.work(), null)));
        JavaFutureAction<List<Scattered.Done>> reading = Scattered.Done.reading(declared);
        LinkRun links = new LinkRun(attempt, limits, names);
        links.read();
        JavaRDD<Scattered> linked =
                kept(links.scatter(ScatterTask.Part.of(names, name -> name.startsWith(StripStage.PREFIX))));
        List<Scattered.Done> stripped = Scattered.Done.of(linked);
        done.addAll(ended(reading));
        done.addAll(stripped);
        done.forEach(Scattered.Done::require);
        done.forEach(links::met);
        JavaRDD<Scattered> all = declared.union(linked);
        for (JavaRDD<Scattered> ofLinks : links.finish()) {
            done.addAll(Scattered.Done.of(ofLinks));
            all = all.union(ofLinks);
        }
        everything = all;
    }

    /** Unwraps exceptions of Spark. */
    private static List<Scattered.Done> ended(JavaFutureAction<List<Scattered.Done>> reading) throws Exception {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private JavaRDD<Scattered> kept(JavaRDD<Scattered> read) {
        return attempt.kept(read, StorageLevel.MEMORY_AND_DISK());
    }

    private void note(String name, Scattered.Done part) {
        part.require();
        notes.computeIfAbsent(togetherAs(name), any -> new ArrayList<>()).add(notes(part.notes()));
    }

    /** Notes of parts with the same prefix are summed in one file. */
    private static String togetherAs(String part) {
        if (part.startsWith(StripStage.PREFIX)) {
            return StripStage.PREFIX + "all";
        } else if (part.startsWith(AdmitStage.PREFIX)) {
            return AdmitStage.PREFIX + "all";
        }
        return part.startsWith(LinkReading.PREFIX) ? LinkStage.PART : part;
    }

    static PartNotes notes(byte[] written) {
        return ManifestFile.parse(new String(written, StandardCharsets.UTF_8), PartNotes.class);
    }

    @Override
    public void close() {
        attempt.close();
        TaskWork.forget(attempt.id());
    }
}
