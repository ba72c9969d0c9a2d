/**
 * Checks a snapshot by reading its files, by column, with code that shares nothing with what wrote them. Begin with
 * {@link io.crumbless.audit.Audit}.
 */
@NullMarked
package io.crumbless.audit;

import org.jspecify.annotations.NullMarked;
