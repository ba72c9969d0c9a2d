package io.crumbless.night.spark;

import org.apache.spark.Partitioner;

/**
 * One partition per range of subjects. The boundaries were determined from the sample of keys before, so Spark need not
 * sample.
 */
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
