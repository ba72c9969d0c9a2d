/**
 * When jobs run: the firings of a schedule, and the process that waits for them. Begin with
 * {@link io.crumbless.night.schedule.NightScheduler}.
 */
@NullMarked
package io.crumbless.night.schedule;

import org.jspecify.annotations.NullMarked;
