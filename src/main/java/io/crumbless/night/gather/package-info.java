/**
 * The second half of a run, whichever engine has it done: facts are taken a range of subjects at a time through the kernel, and
 * what it decides is written. Begin with {@link io.crumbless.night.gather.MergeStage}.
 */
@NullMarked
package io.crumbless.night.gather;

import org.jspecify.annotations.NullMarked;
