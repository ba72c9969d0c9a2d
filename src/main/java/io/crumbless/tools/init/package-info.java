/**
 * The first hour of a team with its own data: a job file and a policy folder are drafted from deliveries, and everything that a
 * person has to decide is left open by name. Nothing is classified. Begin with {@link io.crumbless.tools.init.FirstHour}.
 */
@NullMarked
package io.crumbless.tools.init;

import org.jspecify.annotations.NullMarked;
