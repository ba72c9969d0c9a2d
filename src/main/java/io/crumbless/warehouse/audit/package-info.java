/**
 * Checks a snapshot by reading its files, by column, with code that shares nothing with what wrote them. Begin with
 * {@link io.crumbless.warehouse.audit.Audit}.
 */
@NullMarked
package io.crumbless.warehouse.audit;

import org.jspecify.annotations.NullMarked;
