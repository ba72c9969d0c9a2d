package io.crumbless.night.spark;

import io.crumbless.columnar.spill.SliceStore;
import io.crumbless.columnar.spill.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Reassembles the slices of a range to the runs from which they were split. */
final class SliceRuns {
    private SliceRuns() {}

    /** The slices are sorted: those of a run are adjacent. */
    static List<SpillRun> of(Iterator<Tuple2<SliceKey, byte[]>> slices, SliceStore store, RangeContext context)
            throws IOException {
        List<SliceKey> firsts = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        @Nullable SliceKey last = null;
        while (slices.hasNext()) {
            Tuple2<SliceKey, byte[]> slice = slices.next();
            if (last == null || !last.isOfRunOf(slice._1())) {
                firsts.add(slice._1());
                starts.add(store.bytes());
            }
            last = slice._1();
            store.add(slice._2());
        }
        starts.add(store.bytes());
        List<SpillRun> runs = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            List<String> symbols = context.symbols(firsts.get(i).part());
            runs.add(store.run(starts.get(i), starts.get(i + 1), symbols));
        }
        return runs;
    }
}
