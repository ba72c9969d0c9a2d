/**
 * Nights, rollbacks and policy trials on one machine, and the local engine, which uses all cores with bounded memory.
 * Begin with {@link io.crumbless.night.local.LocalNight}.
 */
@NullMarked
package io.crumbless.night.local;

import org.jspecify.annotations.NullMarked;
