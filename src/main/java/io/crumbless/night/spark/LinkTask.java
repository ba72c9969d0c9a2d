package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkShards;
import io.crumbless.night.legacy.ShardedLinks;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.scatter.LinkReading;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Reads a file of links, distributes its links to shards, and returns what could not be read.
 *
 * @param id of the attempt
 * @param work in serialised form
 * @param shards null if only what could not be read is needed
 */
record LinkTask(String id, Broadcast<byte[]> work, @Nullable LinkShards shards)
        implements FlatMapFunction<Iterator<ScatterTask.Part>, Scattered> {
    @Override
    public Iterator<Scattered> call(Iterator<ScatterTask.Part> parts) throws Exception {
        ScatterTask.Part part = parts.next();
        TaskFolder folder = TaskFolder.create();
        AtTaskEnd.close(folder);
        try {
            return read(part, folder);
        } catch (Failure failure) {
            if (!TaskFailure.isFinal(failure)) {
                throw failure;
            }
            return List.<Scattered>of(Scattered.Done.refused(part.number(), TaskFailure.of(failure)))
                    .iterator();
        }
    }

    private Iterator<Scattered> read(ScatterTask.Part part, TaskFolder folder) throws IOException {
        LocalWork<Deliveries> inFolder = TaskWork.of(id, work.value()).in(folder);
        MessageFile messages = new MessageFile(folder);
        AtTaskEnd.close(messages);
        ShardedLinks links = shards == null
                ? new ShardedLinks(new LinkShards(1), (shard, message) -> {})
                : new ShardedLinks(shards, messages::add);
        new LinkReading(inFolder).read(part.name(), links);
        links.finish();
        SpilledPart spilled = new SpilledPart(part.number(), part.name(), inFolder.workspace());
        AtTaskEnd.close(spilled);
        return new Both(messages.read(), spilled);
    }

    /** The links, then the rest. */
    private static final class Both implements Iterator<Scattered> {
        private final Iterator<Tuple2<Integer, byte[]>> links;
        private final Iterator<Scattered> rest;

        Both(Iterator<Tuple2<Integer, byte[]>> links, Iterator<Scattered> rest) {
            this.links = links;
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            return links.hasNext() || rest.hasNext();
        }

        @Override
        public Scattered next() {
            if (!links.hasNext()) {
                return rest.next();
            }
            Tuple2<Integer, byte[]> message = links.next();
            return new Scattered.Links(message._1(), message._2());
        }
    }
}
