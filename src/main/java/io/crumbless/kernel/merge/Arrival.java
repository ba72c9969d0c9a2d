package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was admitted this night.
 *
 * @param deliveredOnEpochDay date of its delivery, in days since the epoch; null if the delivery has no date
 */
public record Arrival(Statement statement, @Nullable Integer deliveredOnEpochDay, Position position) {}
