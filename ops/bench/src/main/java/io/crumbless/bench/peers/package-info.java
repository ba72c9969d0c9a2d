/**
 * The programs with which Crumbless is compared: each class with a {@code main} is one process that {@code crumbless
 * bench} starts.
 */
package io.crumbless.bench.peers;
