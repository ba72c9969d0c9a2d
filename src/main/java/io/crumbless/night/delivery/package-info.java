/**
 * Deliveries of declarations and erasure requests: which the job file names, read as text record by record, and counted
 * a second time. Begin with {@link io.crumbless.night.delivery.DeclarationSource} and
 * {@link io.crumbless.night.delivery.DeclarationReader}.
 */
@NullMarked
package io.crumbless.night.delivery;

import org.jspecify.annotations.NullMarked;
