/**
 * Audits a snapshot by reading its files, by column, with code that neither decides nor writes: it shares the list of
 * columns ({@code Layout}) and the Parquet reader with the rest of the program, and nothing of the kernel's decisions,
 * the spill or the writers. Begin with {@link io.crumbless.warehouse.audit.Audit}.
 */
@NullMarked
package io.crumbless.warehouse.audit;

import org.jspecify.annotations.NullMarked;
