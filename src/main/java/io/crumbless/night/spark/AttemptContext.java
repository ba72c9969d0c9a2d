package io.crumbless.night.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** The Spark resources of one attempt: its broadcasts, and its persisted data sets, which are released at its end. */
final class AttemptContext implements AutoCloseable {
    private final JavaSparkContext spark;
    private final String id = UUID.randomUUID().toString();
    private final Broadcast<byte[]> work;
    private final TaskWork task;
    private final List<Broadcast<?>> broadcasts = new ArrayList<>();
    private final List<JavaRDD<?>> kept = new ArrayList<>();

    AttemptContext(JavaSparkContext spark, SparkWork asked) {
        this.spark = spark;
        byte[] written = asked.bytes();
        this.task = TaskWork.of(id, written);
        this.work = broadcast(written);
    }

    JavaSparkContext spark() {
        return spark;
    }

    String id() {
        return id;
    }

    /** The serialised work. */
    Broadcast<byte[]> work() {
        return work;
    }

    /** The work in this process. */
    TaskWork task() {
        return task;
    }

    <T> Broadcast<T> broadcast(T value) {
        Broadcast<T> sent = spark.broadcast(value);
        broadcasts.add(sent);
        return sent;
    }

    <T> JavaRDD<T> kept(JavaRDD<T> made, StorageLevel where) {
        JavaRDD<T> persisted = made.persist(where);
        kept.add(persisted);
        return persisted;
    }

    /** One Spark task per item. */
    <T> JavaRDD<T> tasks(List<T> of) {
        return spark.parallelize(of, Math.max(1, of.size()));
    }

    @Override
    public void close() {
        kept.forEach(each -> each.unpersist(false));
        broadcasts.forEach(Broadcast::destroy);
    }
}
