/**
 * Classifies legacy values by their evidence into origins. Begin with {@link
 * io.crumbless.kernel.provenance.Provenance}.
 */
@NullMarked
package io.crumbless.kernel.provenance;

import org.jspecify.annotations.NullMarked;
