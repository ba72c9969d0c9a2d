package io.crumbless.declaration;

import org.jspecify.annotations.Nullable;

/**
 * One row of the evidence log.
 *
 * @param deliveredOnEpochDay date of the first delivery that held the statement, in days since the epoch; null where the
 *     delivery bears no date
 * @param fate what became of it on the night of the snapshot
 */
public record LogEntry(Statement statement, @Nullable Integer deliveredOnEpochDay, Fate fate) {}
