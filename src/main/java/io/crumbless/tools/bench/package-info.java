/**
 * Benchmarks: compares the nightly run with what a good engineer would otherwise write, and measures reading, erasing,
 * explaining and the console. Begin with {@link io.crumbless.tools.bench.NightBench}.
 */
@NullMarked
package io.crumbless.tools.bench;

import org.jspecify.annotations.NullMarked;
