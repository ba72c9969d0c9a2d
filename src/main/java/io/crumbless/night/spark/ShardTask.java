package io.crumbless.night.spark;

import io.crumbless.night.legacy.LinkShard;
import io.crumbless.night.legacy.LinkShards;
import io.crumbless.night.legacy.SoughtIds;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Builds a shard from the links that were distributed to it. */
record ShardTask(LinkShards shards, Broadcast<SoughtIds> sought)
        implements Function2<Integer, Iterator<Tuple2<Integer, byte[]>>, Iterator<LinkShard>> {
    @Override
    public Iterator<LinkShard> call(Integer shard, Iterator<Tuple2<Integer, byte[]>> messages) {
        return List.of(LinkShard.of(shard, shards, new MappedIterator<>(messages, Tuple2::_2), sought.value()))
                .iterator();
    }
}
