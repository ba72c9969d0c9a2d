/**
 * The kernel's decisions: statements and legacy facts of one subject in, profile, evidence log and bins out. No other
 * package decides what survives. Begin with {@link io.crumbless.kernel.merge.Merger}.
 */
@NullMarked
package io.crumbless.kernel.merge;

import org.jspecify.annotations.NullMarked;
