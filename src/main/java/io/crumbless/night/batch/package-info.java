/**
 * The night as a Spring Batch job: which stages and parts are done, which are left, restart. Spring Batch lives here and
 * nowhere else. Begin with {@link io.crumbless.night.batch.NightJob}.
 */
@NullMarked
package io.crumbless.night.batch;

import org.jspecify.annotations.NullMarked;
