/**
 * The work of one execution of the pipeline, independent of the engine: a plan names the source of the facts, the terms
 * of the kernel's decisions, and the output. Begin with {@link io.crumbless.night.plan.Plan}.
 */
@NullMarked
package io.crumbless.night.plan;

import org.jspecify.annotations.NullMarked;
