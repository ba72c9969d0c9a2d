/** The job file and its settings. Begin with {@link io.crumbless.night.job.JobFile}. */
@NullMarked
package io.crumbless.night.job;

import org.jspecify.annotations.NullMarked;
