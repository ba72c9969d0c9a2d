/**
 * Which evidence makes which origin: what a legacy value is taken for, and where it ends. Begin with
 * {@link io.crumbless.kernel.provenance.Provenance}.
 */
@NullMarked
package io.crumbless.kernel.provenance;

import org.jspecify.annotations.NullMarked;
