package io.crumbless.kernel.catalogue;

import java.time.Period;

/**
 * A window around a declared date in which the person wants to hear from the shop.
 *
 * @param opens added to the declared date; negative before it, {@code -P10D}
 * @param closes added to the declared date, inclusive; not before {@code opens}
 * @param purpose one of the attribute's purposes
 */
public record ContactRule(Period opens, Period closes, String purpose) {}
