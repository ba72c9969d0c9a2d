/**
 * Deliveries of declarations and requests: their sources in the job file, readers of records as text, and independent
 * counts. Begin with {@link io.crumbless.night.delivery.DeclarationSource} and {@link
 * io.crumbless.night.delivery.DeclarationReader}.
 */
@NullMarked
package io.crumbless.night.delivery;

import org.jspecify.annotations.NullMarked;
