package io.crumbless.night.spark;

import io.crumbless.columnar.spill.SliceStore;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.night.trial.TrialRange;
import io.crumbless.night.trial.TrialTally;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Merges a range of subjects by the kernel under two policies; returns the tally as JSON. */
record TrialTask(Side before, Side after)
        implements FlatMapFunction2<Iterator<Tuple2<SliceKey, byte[]>>, Iterator<Tuple2<SliceKey, byte[]>>, byte[]> {
    /**
     * The data of a task under one policy.
     *
     * @param id of the attempt
     * @param work in serialised form
     */
    record Side(String id, Broadcast<byte[]> work, Broadcast<RangeContext> context) implements Serializable {
        TaskWork task() {
            return TaskWork.of(id, work.value());
        }

        TrialRange.Side range(Iterator<Tuple2<SliceKey, byte[]>> slices, SliceStore store, TaskFolder folder)
                throws IOException {
            SpillMerge spill = new SpillMerge(SliceRuns.of(slices, store, context.value()), null, null);
            return new TrialRange.Side(task().in(folder), spill, context.value().withdrawers(folder));
        }
    }

    @Override
    public Iterator<byte[]> call(Iterator<Tuple2<SliceKey, byte[]>> old, Iterator<Tuple2<SliceKey, byte[]>> now)
            throws IOException {
        TrialTally tally = new TrialTally(
                before.task().terms().policy(), after.task().terms().policy());
        long room = before.task().memory().sortBytes() / 2;
        try (TaskFolder oldFolder = TaskFolder.create();
                TaskFolder nowFolder = TaskFolder.create();
                SliceStore oldStore = new SliceStore(oldFolder.path(), room);
                SliceStore nowStore = new SliceStore(nowFolder.path(), room)) {
            new TrialRange(before.range(old, oldStore, oldFolder), after.range(now, nowStore, nowFolder), tally).run();
        }
        return List.of(WorkFile.bytes(tally.written())).iterator();
    }
}
