package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.process.Failure;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part of what was delivered, as the engine of one machine does, and hands on what it spilled.
 *
 * @param id of the attempt at the work
 * @param work its written form
 * @param links null where nothing is linked
 */
record ScatterTask(
        String id, Broadcast<byte[]> work, @Nullable Broadcast<LinkTable> links)
        implements FlatMapFunction<Iterator<ScatterTask.Part>, Scattered> {
    /**
     * A part.
     *
     * @param number its place among all of them
     */
    record Part(int number, String name) implements Serializable {}

    @Override
    public Iterator<Scattered> call(Iterator<Part> parts) throws Exception {
        Part part = parts.next();
        TaskFolder folder = TaskFolder.create();
        AtTaskEnd.close(folder);
        try {
            return read(part, folder);
        } catch (Failure failure) {
            if (!Refusal.isFinal(failure)) {
                throw failure;
            }
            return List.<Scattered>of(new Scattered.Done(
                            part.number(), new byte[0], List.of(), List.of(), List.of(), Refusal.of(failure)))
                    .iterator();
        }
    }

    private Iterator<Scattered> read(Part part, TaskFolder folder) throws Exception {
        TaskWork task = TaskWork.of(id, work.value());
        LocalWork<FactSource> inFolder = task.in(folder);
        task.scatter()
                .stage(inFolder, links == null ? null : links.value(), part.name())
                .run(part.name());
        SpilledPart spilled = new SpilledPart(part.number(), part.name(), inFolder.workspace());
        AtTaskEnd.close(spilled);
        return spilled;
    }
}
