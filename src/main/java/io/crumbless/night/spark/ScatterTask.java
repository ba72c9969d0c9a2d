package io.crumbless.night.spark;

import io.crumbless.night.plan.FactSource;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.process.Failure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Reads one part of the deliveries, like the local engine, and returns its spilled records.
 *
 * @param id of the attempt
 * @param work in serialised form
 * @param links null if nothing is linked
 */
record ScatterTask(
        String id, Broadcast<byte[]> work, @Nullable TaskLinks links)
        implements FlatMapFunction<Iterator<ScatterTask.Part>, Scattered>,
                FlatMapFunction2<Iterator<ScatterTask.Part>, Iterator<Tuple2<Integer, byte[]>>, Scattered> {
    /**
     * A part.
     *
     * @param number index among all parts
     */
    record Part(int number, String name) implements Serializable {
        /** The selected parts, numbered among all. */
        static List<Part> of(List<String> names, Predicate<String> wanted) {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (wanted.test(names.get(i))) {
                    parts.add(new Part(i, names.get(i)));
                }
            }
            return parts;
        }
    }

    @Override
    public Iterator<Scattered> call(Iterator<Part> parts) throws Exception {
        return call(parts, Collections.emptyIterator());
    }

    @Override
    public Iterator<Scattered> call(Iterator<Part> parts, Iterator<Tuple2<Integer, byte[]>> answers) throws Exception {
        Part part = parts.next();
        TaskFolder folder = TaskFolder.create();
        AtTaskEnd.close(folder);
        try {
            return read(part, answers, folder);
        } catch (Failure failure) {
            if (!TaskFailure.isFinal(failure)) {
                throw failure;
            }
            return List.<Scattered>of(Scattered.Done.refused(part.number(), TaskFailure.of(failure)))
                    .iterator();
        }
    }

    private Iterator<Scattered> read(Part part, Iterator<Tuple2<Integer, byte[]>> answers, TaskFolder folder)
            throws Exception {
        TaskWork task = TaskWork.of(id, work.value());
        LocalWork<FactSource> inFolder = task.in(folder);
        ScatterStages.Ready ready = task.scatter().stage(inFolder, links, part.name(), answers);
        ready.stage().run(part.name());
        SpilledPart spilled = new SpilledPart(part.number(), part.name(), inFolder.workspace(), ready.named());
        AtTaskEnd.close(spilled);
        return spilled;
    }
}
