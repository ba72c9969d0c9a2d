/**
 * Synthetic deliveries at any scale: seeded, the same bytes on every machine, in every format and shape a job reads. Begin
 * with {@link io.crumbless.tools.generate.Generation}.
 */
@NullMarked
package io.crumbless.tools.generate;

import org.jspecify.annotations.NullMarked;
