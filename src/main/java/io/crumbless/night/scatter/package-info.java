/**
 * What parts of a run work with and leave, whichever engine has them done. Begin with
 * {@link io.crumbless.night.scatter.PartNotes}.
 */
@NullMarked
package io.crumbless.night.scatter;

import org.jspecify.annotations.NullMarked;
