package io.crumbless.night.spark;

import io.crumbless.night.intake.Delivery;
import io.crumbless.night.legacy.KnownOptOuts;
import io.crumbless.night.legacy.LinkShard;
import io.crumbless.night.legacy.LinkShards;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.LinkTableBuilder;
import io.crumbless.night.legacy.OptOutRows;
import io.crumbless.night.legacy.SoughtIds;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.scatter.LinkReading;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.LocalWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The links for all tasks of an attempt: a small table is broadcast to every process; a large one is split into shards,
 * and each task asks the shards for its cookies. A task asks for a cookie once, regardless of its number of rows.
 */
final class LinkRun {
    /** If there are more unreadable links, a task reads them again. */
    private static final long MOST_HELD_BYTES = 64L << 20;

    private static final byte[] NOTHING = {};

    private final AttemptContext attempt;
    private final LinkLimits limits;
    private final List<ScatterTask.Part> files;
    private final int outcome;
    private final long links;
    private final OptOutRows optOuts = new OptOutRows();
    private final SoughtIds sought;

    /** Unreadable links, if this process has read the links. */
    private final List<Scattered> held = new ArrayList<>();

    private final List<JavaRDD<Scattered>> spilled = new ArrayList<>();
    private @Nullable JavaRDD<LinkShard> shards;
    private @Nullable Broadcast<LinkTable> table;

    /** @param names of all parts, in their order */
    LinkRun(AttemptContext attempt, LinkLimits limits, List<String> names) throws IOException {
        this.attempt = attempt;
        this.limits = limits;
        this.outcome = names.indexOf(LinkStage.PART);
        this.files = ScatterTask.Part.of(names, name -> name.startsWith(LinkReading.PREFIX));
        this.links = ((Deliveries) attempt.task().facts())
                .intake().links().stream().mapToLong(Delivery::records).sum();
        try (TaskFolder folder = TaskFolder.create()) {
            new LinkReading(attempt.task().in(folder)).readOptOuts(optOuts);
        }
        this.sought = optOuts.sought();
    }

    /** Reads all links. */
    void read() throws IOException {
        if (limits.areBroadcast(links)) {
            readHere();
        } else {
            readInTasks();
        }
    }

    private void readHere() throws IOException {
        LinkTableBuilder builder = new LinkTableBuilder();
        builder.expect(links);
        List<ScatterTask.Part> again = new ArrayList<>();
        for (ScatterTask.Part file : files) {
            if (!readHere(file, builder)) {
                again.add(file);
            }
        }
        LinkShard all = builder.finish(sought);
        optOuts.met(all.facts());
        table = attempt.broadcast(all.table());
        if (!again.isEmpty()) {
            spilled.add(attempt.kept(
                    attempt.tasks(again).mapPartitions(new LinkTask(attempt.id(), attempt.work(), null)),
                    StorageLevel.MEMORY_AND_DISK()));
        }
    }

    /** False if there were too many unreadable links for this process. */
    private boolean readHere(ScatterTask.Part file, LinkTableBuilder builder) throws IOException {
        try (TaskFolder folder = TaskFolder.create()) {
            LocalWork<Deliveries> here = attempt.task().in(folder);
            new LinkReading(here).read(file.name(), builder);
            return hold(file.number(), file.name(), here);
        }
    }

    private boolean hold(int number, String name, LocalWork<?> here) throws IOException {
        if (here.workspace().spilledBytes() > MOST_HELD_BYTES) {
            return false;
        }
        try (SpilledPart part = new SpilledPart(number, name, here.workspace())) {
            part.forEachRemaining(held::add);
        }
        return true;
    }

    private void readInTasks() {
        LinkShards cut = limits.shards(links);
        JavaRDD<Scattered> read = attempt.kept(
                attempt.tasks(files).mapPartitions(new LinkTask(attempt.id(), attempt.work(), cut)),
                StorageLevel.MEMORY_AND_DISK());
        Scattered.Done.of(read).forEach(Scattered.Done::require);
        shards = attempt.kept(
                read.flatMapToPair(LinkRun::message)
                        .partitionBy(new HashPartitioner(cut.count()))
                        .mapPartitionsWithIndex(new ShardTask(cut, attempt.broadcast(sought)), true),
                StorageLevel.DISK_ONLY());
        shards.map(LinkShard::facts).collect().forEach(optOuts::met);
        spilled.add(read.filter(each -> !(each instanceof Scattered.Links)));
    }

    private static Iterator<Tuple2<Integer, byte[]>> message(Scattered each) {
        return each instanceof Scattered.Links links
                ? List.of(new Tuple2<>(links.shard(), links.message())).iterator()
                : Collections.emptyIterator();
    }

    /** Reads parts whose rows are linked. */
    JavaRDD<Scattered> scatter(List<ScatterTask.Part> parts) {
        Broadcast<KnownOptOuts> known = attempt.broadcast(optOuts.known(sought));
        ScatterTask scatter = new ScatterTask(attempt.id(), attempt.work(), new TaskLinks(table, known));
        if (shards == null) {
            return attempt.tasks(parts).mapPartitions(scatter);
        }
        return attempt.tasks(parts).zipPartitions(answers(shards, parts, known), scatter);
    }

    private JavaPairRDD<Integer, byte[]> answers(
            JavaRDD<LinkShard> ask, List<ScatterTask.Part> parts, Broadcast<KnownOptOuts> known) {
        LinkShards cut = limits.shards(links);
        JavaPairRDD<Integer, AskTask.Message> questions = attempt.tasks(parts)
                .mapPartitionsWithIndex(new AskTask(attempt.id(), attempt.work(), cut), true)
                .mapToPair(each -> each)
                .partitionBy(new HashPartitioner(cut.count()));
        return ask.zipPartitions(questions, new AnswerTask(known))
                .mapToPair(each -> each)
                .partitionBy(new HashPartitioner(parts.size()));
    }

    /** Receives the subjects of a part that opt-outs name, if its rows are keyed by subject. */
    void met(Scattered.Done part) {
        if (part.named().length > 0) {
            optOuts.named(part.named());
        }
    }

    /**
     * Stores the books of all links and opt-outs, after every part was {@link #met}; returns all of their spilled
     * records.
     */
    List<JavaRDD<Scattered>> finish() throws IOException {
        try (TaskFolder folder = TaskFolder.create()) {
            LocalWork<Deliveries> here = attempt.task().in(folder);
            new LinkReading(here).keep(optOuts.outcome());
            try (SpilledPart part = new SpilledPart(outcome, LinkStage.PART, here.workspace())) {
                part.forEachRemaining(held::add);
            }
        }
        spilled.add(attempt.spark().parallelize(held, 1));
        return spilled;
    }
}
