/**
 * Zero-party input: what people declared and withdrew, and whether a delivered record is admitted. Begin with {@link io.crumbless.kernel.declaration.Statement} and {@link io.crumbless.kernel.declaration.Verdict}.
 */
@NullMarked
package io.crumbless.kernel.declaration;

import org.jspecify.annotations.NullMarked;
