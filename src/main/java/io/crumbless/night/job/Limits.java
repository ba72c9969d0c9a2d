package io.crumbless.night.job;

import io.crumbless.columnar.text.UnpackLimits;
import java.time.LocalDate;
import java.time.Period;

/**
 * What must not be exceeded; {@code limits} of a job file.
 *
 * @param malformedMayReach share of one source's records that may be unreadable, 0 to 1
 * @param withdrawalsWithin how long an older snapshot may still hold a value that was withdrawn since; then the value
 *     is removed
 * @param unpacked what a packed file may unpack to
 */
public record Limits(double malformedMayReach, Period withdrawalsWithin, UnpackLimits unpacked) {
    /** Half: beyond that the file is of another kind than the job says, and no counting makes it right. */
    public static final double DEFAULT_MALFORMED_MAY_REACH = 0.5;

    /** A month, which is what GDPR Art. 12(3) leaves for acting on a request. */
    public static final Period DEFAULT_WITHDRAWALS_WITHIN = Period.ofDays(30);

    public static final Limits DEFAULTS =
            new Limits(DEFAULT_MALFORMED_MAY_REACH, DEFAULT_WITHDRAWALS_WITHIN, UnpackLimits.DEFAULTS);

    public Limits {
        Guards.requireShare("limits.malformed-may-reach", malformedMayReach);
        if (withdrawalsWithin.isNegative() || withdrawalsWithin.isZero()) {
            throw new IllegalArgumentException(
                    "limits.withdrawals-within must be a day or more but was " + withdrawalsWithin);
        }
    }

    /**
     * The business date up to which an older snapshot must know what was withdrawn.
     *
     * @param current business date of the current snapshot
     */
    public LocalDate withdrawalsKnownUntil(LocalDate current) {
        return current.minus(withdrawalsWithin);
    }
}
