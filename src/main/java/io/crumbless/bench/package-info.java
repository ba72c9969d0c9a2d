/**
 * Measures the nightly run beside what a good engineer would otherwise write. Begin with {@link io.crumbless.bench.NightBench}.
 */
@NullMarked
package io.crumbless.bench;

import org.jspecify.annotations.NullMarked;
