package io.crumbless.night.spark;

import io.crumbless.columnar.spill.RangeCut;
import io.crumbless.night.scatter.FactCodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Splits the records of a part at the boundaries of ranges. Records of one range are adjacent in a run, so that slices
 * of runs are shuffled rather than single records.
 *
 * @param splitters first key of each range but the first
 */
record CutTask(Broadcast<List<byte[]>> splitters)
        implements PairFlatMapFunction<Iterator<Scattered>, SliceKey, byte[]> {
    @Override
    public Iterator<Tuple2<SliceKey, byte[]>> call(Iterator<Scattered> scattered) {
        return new Slices(scattered, new RangeCut(FactCodec.BEHIND_WITHDRAWERS, splitters.value()));
    }

    /** Iterates over record arrays. */
    private static final class Slices implements Iterator<Tuple2<SliceKey, byte[]>> {
        private final Iterator<Scattered> scattered;
        private final RangeCut cut;
        private final Deque<Tuple2<SliceKey, byte[]>> ready = new ArrayDeque<>();
        private int part = -1;
        private int run = -1;
        private int slice;

        Slices(Iterator<Scattered> scattered, RangeCut cut) {
            this.scattered = scattered;
            this.cut = cut;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && scattered.hasNext()) {
                if (scattered.next() instanceof Scattered.Records records) {
                    cut(records);
                }
            }
            return !ready.isEmpty();
        }

        private void cut(Scattered.Records records) {
            if (records.part() != part || records.run() != run) {
                part = records.part();
                run = records.run();
                slice = 0;
                cut.beginRun();
            }
            cut.cut(
                    records.records(),
                    (range, bytes) -> ready.add(new Tuple2<>(new SliceKey(range, part, run, slice++), bytes)));
        }

        @Override
        public Tuple2<SliceKey, byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ready.remove();
        }
    }
}
