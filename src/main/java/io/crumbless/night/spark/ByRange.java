package io.crumbless.night.spark;

import org.apache.spark.Partitioner;

/** A partition for each range of subjects. Which keys begin them was settled by hash before, so no job samples for it. */
final class ByRange extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int ranges;

    ByRange(int ranges) {
        this.ranges = ranges;
    }

    @Override
    public int numPartitions() {
        return ranges;
    }

    @Override
    public int getPartition(Object key) {
        return ((SliceKey) key).range();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByRange by && by.ranges == ranges;
    }

    @Override
    public int hashCode() {
        return ranges;
    }
}
