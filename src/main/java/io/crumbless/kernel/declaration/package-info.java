/**
 * Zero-party input: what people declared and withdrew, read from deliveries, held against the admission bar, and kept
 * in the evidence log. Begin with {@link io.crumbless.kernel.declaration.Statement} and {@link io.crumbless.kernel.declaration.Verdict}.
 */
@NullMarked
package io.crumbless.kernel.declaration;

import org.jspecify.annotations.NullMarked;
