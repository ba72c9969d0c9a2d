package io.crumbless.night.spark;

import io.crumbless.night.legacy.KnownOptOuts;
import io.crumbless.night.legacy.LinkShard;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Answers the questions to a shard, keyed by the number of the asking task. */
record AnswerTask(Broadcast<KnownOptOuts> known)
        implements FlatMapFunction2<
                Iterator<LinkShard>, Iterator<Tuple2<Integer, AskTask.Message>>, Tuple2<Integer, byte[]>> {
    @Override
    public Iterator<Tuple2<Integer, byte[]>> call(
            Iterator<LinkShard> shards, Iterator<Tuple2<Integer, AskTask.Message>> questions) {
        LinkShard shard = shards.next();
        return new MappedIterator<>(questions, question -> {
            AskTask.Message asked = question._2();
            return new Tuple2<>(
                    asked.task(), shard.answer(asked.bytes(), known.value().cookies()));
        });
    }
}
