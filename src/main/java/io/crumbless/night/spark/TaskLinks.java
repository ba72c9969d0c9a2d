package io.crumbless.night.spark;

import io.crumbless.night.legacy.KnownOptOuts;
import io.crumbless.night.legacy.LinkTable;
import io.crumbless.night.legacy.PartLinks;
import io.crumbless.night.scatter.StripStage;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The links for a task.
 *
 * @param all all links; null if shards answer for those of each task
 * @param known people who opted out
 */
record TaskLinks(@Nullable Broadcast<LinkTable> all, Broadcast<KnownOptOuts> known) implements Serializable {
    /**
     * The links for one task.
     *
     * @param named subjects that opt-outs name, if its rows are keyed by subject
     */
    record Found(LinkTable table, byte[] named) {}

    Found of(StripStage stage, String part, Iterator<Tuple2<Integer, byte[]>> answers) {
        if (all != null && !stage.namesSubjects(part)) {
            return new Found(all.value(), new byte[0]);
        }
        PartLinks links = new PartLinks(known.value());
        answers.forEachRemaining(answer -> links.take(answer._2()));
        if (!stage.namesSubjects(part)) {
            return new Found(links.table(), new byte[0]);
        }
        stage.subjects(part, links);
        byte[] named = links.named();
        return new Found(links.table(), named);
    }
}
