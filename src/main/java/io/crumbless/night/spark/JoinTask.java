package io.crumbless.night.spark;

import io.crumbless.columnar.parquet.rewrite.PartConcatenation;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.storage.Location;
import io.crumbless.warehouse.dataset.Dataset;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Joins pieces of a dataset to a part file, as bytes.
 *
 * @param id of the attempt
 * @param work in serialised form
 */
record JoinTask(String id, Broadcast<byte[]> work) implements Function<JoinTask.Part, Piece> {
    /**
     * A part file to be created.
     *
     * @param dataset index in {@link io.crumbless.warehouse.dataset.Datasets#all}
     * @param name of the file
     * @param pieces locations, in order
     */
    record Part(int dataset, String name, List<String> pieces) implements Serializable {}

    @Override
    public Piece call(Part part) {
        TaskWork task = TaskWork.of(id, work.value());
        Dataset dataset = task.datasets().all().get(part.dataset());
        Location target = task.attempt(TaskContext.get().taskAttemptId())
                .resolve("parts/" + dataset.folder() + "/" + part.name());
        List<Location> pieces = part.pieces().stream().map(Location::of).toList();
        PartSummary summary = PartConcatenation.join(target, dataset.schema(), pieces);
        return new Piece(part.dataset(), target.text(), summary.rows(), summary.bytes(), summary.sha256());
    }
}
