package io.crumbless.kernel.catalogue;

import io.crumbless.kernel.profile.AttributeName;
import java.time.Period;

/**
 * An end set by an event: {@code baby_due_date + P8W} lets a value go eight weeks after the person's due date.
 *
 * @param event an attribute of type date; may be the kept attribute itself
 * @param offset added to the event's date; zero or positive
 */
public record KeepUntil(AttributeName event, Period offset) {}
