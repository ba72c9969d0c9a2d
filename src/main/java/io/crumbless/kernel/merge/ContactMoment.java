package io.crumbless.kernel.merge;

import java.time.LocalDate;

/**
 * A window of time in which the person wants to be contacted by the shop, derived from a declared date only.
 *
 * @param attribute name of the declared date
 * @param purpose the one purpose it may be used for
 * @param channel the channel the person chose
 * @param opens first day
 * @param closes last day
 * @param declarationId the statement the date comes from, in the log of {@code source}
 */
public record ContactMoment(
        String attribute,
        String purpose,
        String channel,
        LocalDate opens,
        LocalDate closes,
        String source,
        String declarationId) {
    /** Hides the days and the channel: they reveal the date. */
    @Override
    public String toString() {
        return "(contact moment from " + source + ")";
    }
}
