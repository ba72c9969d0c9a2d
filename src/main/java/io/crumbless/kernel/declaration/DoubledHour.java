package io.crumbless.kernel.declaration;

/**
 * What a time without offset means that the clocks of its source showed twice, when they were set back. Whatever a source says,
 * what takes something away counts at the later moment, and a time that the clocks skipped is refused.
 */
public enum DoubledHour {
    /** Nobody knows: such a time is refused. */
    REFUSED,
    /** The first, under daylight saving time. */
    EARLIER,
    /** The second: as where clocks write what they show once they were set back. */
    LATER
}
