/**
 * Schedules of jobs, and the process that waits for their firings. Begin with {@link
 * io.crumbless.night.schedule.NightScheduler}.
 */
@NullMarked
package io.crumbless.night.schedule;

import org.jspecify.annotations.NullMarked;
