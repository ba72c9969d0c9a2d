/**
 * Drafts a job file and a policy folder from a team's own deliveries. Nothing is classified; everything that a person
 * has to decide is left open and listed. Begin with {@link io.crumbless.tools.init.FirstHour}.
 */
@NullMarked
package io.crumbless.tools.init;

import org.jspecify.annotations.NullMarked;
