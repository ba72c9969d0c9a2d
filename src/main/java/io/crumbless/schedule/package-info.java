/**
 * When jobs run: the firings of a schedule, and the process that waits for them. Begin with
 * {@link io.crumbless.schedule.NightScheduler}.
 */
@NullMarked
package io.crumbless.schedule;

import org.jspecify.annotations.NullMarked;
