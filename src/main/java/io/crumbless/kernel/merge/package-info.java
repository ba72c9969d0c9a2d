/**
 * The kernel: one subject at a time, statements and legacy facts in, profile and bins out. It is the only place that
 * decides what survives. Begin with {@link io.crumbless.kernel.merge.Merger}.
 */
@NullMarked
package io.crumbless.kernel.merge;

import org.jspecify.annotations.NullMarked;
