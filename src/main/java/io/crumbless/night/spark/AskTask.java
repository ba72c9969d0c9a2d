package io.crumbless.night.spark;

import io.crumbless.night.legacy.CookieQuestions;
import io.crumbless.night.legacy.LinkShards;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Asks the shards for the cookies of a part, keyed by the number of the shard.
 *
 * @param id of the attempt
 * @param work in serialised form
 */
record AskTask(String id, Broadcast<byte[]> work, LinkShards shards)
        implements Function2<Integer, Iterator<ScatterTask.Part>, Iterator<Tuple2<Integer, AskTask.Message>>> {
    /**
     * A question or its answer.
     *
     * @param task number of the asking task
     */
    record Message(int task, byte[] bytes) implements Serializable {}

    @Override
    public Iterator<Tuple2<Integer, Message>> call(Integer task, Iterator<ScatterTask.Part> parts) throws IOException {
        TaskFolder folder = TaskFolder.create();
        AtTaskEnd.close(folder);
        MessageFile questions = new MessageFile(folder);
        AtTaskEnd.close(questions);
        try {
            CookieQuestions cookies = new CookieQuestions(shards, questions::add);
            TaskWork.of(id, work.value()).scatter().askFor(parts.next().name(), cookies);
            cookies.finish();
        } catch (Failure failure) {
            if (!TaskFailure.isFinal(failure)) {
                throw failure;
            }
            // Reading the part for its rows fails in the same way, and reports it.
            return Collections.emptyIterator();
        }
        return new MappedIterator<>(
                questions.read(), question -> new Tuple2<>(question._1(), new Message(task, question._2())));
    }
}
