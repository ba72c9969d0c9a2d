/**
 * The first half of a run, whichever engine has it done: what was delivered is read in parts, stripped, linked and admitted, and
 * what matters is spilled by subject. Begin with {@link io.crumbless.night.scatter.StripStage} and
 * {@link io.crumbless.night.scatter.AdmitStage}.
 */
@NullMarked
package io.crumbless.night.scatter;

import org.jspecify.annotations.NullMarked;
