/**
 * The second half of a run, for every engine: the facts of one range of subjects after another are merged by the
 * kernel, and the outcomes are written. Begin with {@link io.crumbless.night.gather.MergeStage}.
 */
@NullMarked
package io.crumbless.night.gather;

import org.jspecify.annotations.NullMarked;
