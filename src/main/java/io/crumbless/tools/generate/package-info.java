/**
 * Generates synthetic deliveries at any scale, in every format and shape that a job reads. The output depends on the
 * seed only and has the same bytes on every machine. Begin with {@link io.crumbless.tools.generate.Generation}.
 */
@NullMarked
package io.crumbless.tools.generate;

import org.jspecify.annotations.NullMarked;
