/**
 * Measures the nightly run beside what a good engineer would otherwise write. Begin with {@link io.crumbless.tools.bench.NightBench}.
 */
@NullMarked
package io.crumbless.tools.bench;

import org.jspecify.annotations.NullMarked;
