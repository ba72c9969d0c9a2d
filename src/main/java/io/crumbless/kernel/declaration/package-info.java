/**
 * Declarations and withdrawals, and the admission bar that decides whether a delivered record becomes one. Begin with
 * {@link io.crumbless.kernel.declaration.Statement} and {@link io.crumbless.kernel.declaration.AdmissionBar}.
 */
@NullMarked
package io.crumbless.kernel.declaration;

import org.jspecify.annotations.NullMarked;
