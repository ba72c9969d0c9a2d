package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.OptOut;
import io.crumbless.kernel.merge.Position;

/**
 * An opt-out of one person, who is named by the row or reached by the cookie that the row names.
 *
 * @param position position of the row
 */
public record ReachedOptOut(OptOut optOut, Position position) {}
