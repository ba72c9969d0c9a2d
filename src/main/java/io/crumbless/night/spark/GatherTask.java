package io.crumbless.night.spark;

import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.spill.SliceStore;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.gather.RangeMerge;
import io.crumbless.night.gather.Shards;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Merges a range of subjects by the kernel and writes the outcome to files of this attempt. They are visible only
 * through its result, so a losing attempt leaves nothing but files that are deleted with the folder.
 *
 * @param id of the attempt
 * @param work in serialised form
 */
record GatherTask(String id, Broadcast<byte[]> work, Broadcast<RangeContext> context)
        implements Function2<Integer, Iterator<Tuple2<SliceKey, byte[]>>, Iterator<GatheredRange>> {
    @Override
    public Iterator<GatheredRange> call(Integer range, Iterator<Tuple2<SliceKey, byte[]>> slices) throws IOException {
        TaskWork task = TaskWork.of(id, work.value());
        try (TaskFolder folder = TaskFolder.create();
                SliceStore store = new SliceStore(folder.path(), task.memory().sortBytes())) {
            SpillMerge spill = new SpillMerge(SliceRuns.of(slices, store, context.value()), null, null);
            return List.of(gather(task, folder, range, spill)).iterator();
        }
    }

    private GatheredRange gather(TaskWork task, TaskFolder folder, int range, SpillMerge spill) throws IOException {
        String name = MergeStage.rangeName(range);
        Location attempt = task.attempt(TaskContext.get().taskAttemptId());
        try (Shards shards = new Shards(task.terms(), task.work().runId(), attempt, task.datasets(), name)) {
            RangeMerge merge = new RangeMerge(
                    task.terms(), task.facts(), spill, shards, context.value().withdrawers(folder));
            merge.run();
            Location spellings = attempt.resolve("spellings/" + name);
            writeSpellings(merge, spellings);
            return new GatheredRange(
                    range,
                    ManifestFile.bytes(merge.notes()),
                    pieces(shards.finish()),
                    merge.delivered().styles().numbers(),
                    spellings.text());
        }
    }

    private static void writeSpellings(RangeMerge merge, Location file) throws IOException {
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Storage.of(file).create(file), 1 << 16))) {
            merge.delivered().writeKeys(out);
        }
    }

    private static List<Piece> pieces(List<PartSummary> written) {
        List<Piece> pieces = new ArrayList<>();
        for (PartSummary part : written) {
            pieces.add(new Piece(pieces.size(), part.location().text(), part.rows(), part.bytes(), part.sha256()));
        }
        return pieces;
    }
}
