package io.crumbless.run;

/**
 * When input is refused as a whole; {@code limits} of a job file.
 *
 * @param malformedMayReach share of one source's records that may be unreadable, 0 to 1
 */
public record Limits(double malformedMayReach) {
    /** Half: beyond that the file is of another kind than the job says, and no counting makes it right. */
    public static final double DEFAULT_MALFORMED_MAY_REACH = 0.5;

    public static final Limits DEFAULTS = new Limits(DEFAULT_MALFORMED_MAY_REACH);

    public Limits {
        Guards.requireShare("limits.malformed-may-reach", malformedMayReach);
    }
}
