/** Compares the outcomes of two policies subject by subject. Begin with {@link io.crumbless.night.trial.TrialRange}. */
@NullMarked
package io.crumbless.night.trial;

import org.jspecify.annotations.NullMarked;
