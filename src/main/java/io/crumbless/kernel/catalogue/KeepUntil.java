package io.crumbless.kernel.catalogue;

import io.crumbless.kernel.profile.AttributeName;
import java.time.Period;

/**
 * A retention period that ends with an event: {@code baby_due_date + P8W} deletes a value eight weeks after the
 * person's due date.
 *
 * @param event an attribute of type date; may be the kept attribute itself
 * @param offset added to the event's date; zero or positive
 */
public record KeepUntil(AttributeName event, Period offset) {}
