/**
 * The local engine: all cores of one machine, bounded memory. Two passes: scatter reads, decides what can be decided of a
 * record alone, and spills; gather takes a range of subjects at a time, merges and writes. Begin with
 * {@link io.crumbless.night.local.LocalNight}.
 */
@NullMarked
package io.crumbless.night.local;

import org.jspecify.annotations.NullMarked;
