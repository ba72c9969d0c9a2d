package io.crumbless.tools.generate;

import java.util.List;

/**
 * Pseudorandom numbers that depend only on seed, topic and row, so that rows can be generated in any order by any
 * number of threads. Not thread-safe.
 *
 * <p>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
final class SeededRandom {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long origin;
    private long state;

    /** @param topic makes the numbers of different kinds of rows independent */
    SeededRandom(long seed, String topic) {
        this.origin = mix(seed + STEP * topic.hashCode());
    }

    /** Starts the sequence of a row. */
    SeededRandom row(long row) {
        state = mix(origin + STEP * (row + 1));
        return this;
    }

    long next() {
        state += STEP;
        return mix(state);
    }

    /** 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) below((long) bound);
    }

    /** 0 to {@code bound} - 1. */
    long below(long bound) {
        return Math.multiplyHigh(next() >>> 1, bound << 1);
    }

    /** 0 inclusive to 1 exclusive. */
    double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** A bijective mixing function. */
    static long mix(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
