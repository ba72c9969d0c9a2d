/**
 * What one execution of the pipeline is to do, apart from how: a plan says where the facts come from, by what terms the
 * kernel decides, and what is made of what it decides. Begin with {@link io.crumbless.night.plan.Plan}.
 */
@NullMarked
package io.crumbless.night.plan;

import org.jspecify.annotations.NullMarked;
