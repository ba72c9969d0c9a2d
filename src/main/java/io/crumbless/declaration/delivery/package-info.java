/**
 * Deliveries of declarations and erasure requests: which the job file names, read as text record by record, and counted
 * a second time. Begin with {@link io.crumbless.declaration.delivery.DeclarationSource} and
 * {@link io.crumbless.declaration.delivery.DeclarationReader}.
 */
@NullMarked
package io.crumbless.declaration.delivery;

import org.jspecify.annotations.NullMarked;
