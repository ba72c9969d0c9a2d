/**
 * What two policies make of one subject after the other, held against each other and counted. Begin with
 * {@link io.crumbless.night.trial.TrialRange}.
 */
@NullMarked
package io.crumbless.night.trial;

import org.jspecify.annotations.NullMarked;
