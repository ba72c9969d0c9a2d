/**
 * The night: what a job file asks for, which deliveries it takes, the seam between the steps and the engines, and
 * publishing. Begin with {@link io.crumbless.night.run.NightlyRun}.
 */
@NullMarked
package io.crumbless.night.job;

import org.jspecify.annotations.NullMarked;
