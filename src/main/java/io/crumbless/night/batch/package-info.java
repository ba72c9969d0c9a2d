/**
 * The night as a Spring Batch job: which stages and parts are done, which are left, restart. The only package that uses
 * Spring Batch. Begin with {@link io.crumbless.night.batch.NightJob}.
 */
@NullMarked
package io.crumbless.night.batch;

import org.jspecify.annotations.NullMarked;
