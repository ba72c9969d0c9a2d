package io.crumbless.tools.bench;

import java.nio.file.Path;

/**
 * The settings of the shop on which benches run.
 *
 * @param work folder for the shop, outputs and logs
 * @param people number of customers; about seven in ten get a profile
 * @param nights number of snapshots kept
 */
public record ShopSettings(Path work, long people, int nights, int threads) {
    public static final int MOST_NIGHTS = 3;

    public ShopSettings {
        if (people < 100) {
            throw new IllegalArgumentException("people must be 100 or more but was " + people);
        }
        if (nights < 1 || nights > MOST_NIGHTS) {
            throw new IllegalArgumentException("nights must be between 1 and " + MOST_NIGHTS + " but was " + nights);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more but was " + threads);
        }
    }
}
