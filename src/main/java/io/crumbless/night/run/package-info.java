/**
 * A run as commands and answers see it: its identity, options, stages, report and guards, independent of the engine.
 * Begin with {@link io.crumbless.night.run.NightlyRun}.
 */
@NullMarked
package io.crumbless.night.run;

import org.jspecify.annotations.NullMarked;
