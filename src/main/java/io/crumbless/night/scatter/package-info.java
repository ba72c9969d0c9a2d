/**
 * The first half of a run, for every engine: deliveries are read in parts, stripped, linked and admitted, and the facts
 * are spilled by subject. Begin with {@link io.crumbless.night.scatter.StripStage} and {@link
 * io.crumbless.night.scatter.AdmitStage}.
 */
@NullMarked
package io.crumbless.night.scatter;

import org.jspecify.annotations.NullMarked;
